import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { addDiagramCommand } from '../../../../src/cli/flows/diagram';
import { addLintCommand } from '../../../../src/cli/flows/lint';

const FLOWS = path.join(__dirname, '../../../../bot-flows');
const flow = (id: string, steps: string) => `schema: 1\nflow: ${id}\ntitle: 试一试\nsteps:\n${steps}`;

let folder: string;
let printed: string;
const { BOT_FLOWS_DIR } = process.env;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weikefu-flows-'));
  process.env.BOT_FLOWS_DIR = folder;
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
  if (BOT_FLOWS_DIR === undefined) delete process.env.BOT_FLOWS_DIR;
  else process.env.BOT_FLOWS_DIR = BOT_FLOWS_DIR;
  fs.rmSync(folder, { recursive: true });
});

/** Runs `flows …` and returns the exit code. */
async function run(...args: string[]): Promise<number> {
  const program = new Command('flows');
  addLintCommand(program);
  addDiagramCommand(program);
  process.exitCode = undefined;
  await program.parseAsync(args, { from: 'user' });
  return Number(process.exitCode ?? 0);
}

const write = (name: string, text: string) => fs.writeFileSync(path.join(folder, name), text);

describe('flows lint', () => {
  it('ends with 1 when there are errors, and tells file, line, flow, step and remedy', async () => {
    write(
      'a.yaml',
      flow(
        'a',
        '  - id: ask\n    do: ticket.list_mine\n  - end: completed\neffects_declared: [ticket.list_mine]\n',
      ),
    );
    expect(await run('lint')).toBe(1);
    expect(printed).toMatch(
      /^error {4}\S*a\.yaml:5 flow a, step ask, fail: F006 ticket\.list_mine .*say where to go/m,
    );
  });

  it('only prints warnings', async () => {
    write('a.yaml', flow('a', '  - end: completed\n  - end: abandoned\n'));
    expect(await run('lint')).toBe(0);
    expect(printed).toMatch(/^warning {2}.*F003/m);
    expect(printed).toMatch(/flows: 1, steps: 2, errors: 0, warnings: 1\n$/);
  });

  it('knows the flows beside a file that it is given', async () => {
    write('a.yaml', flow('a', '  - call: b\n  - end: completed\n'));
    write('b.yaml', flow('b', '  - end: completed\n'));
    expect(await run('lint', path.join(folder, 'a.yaml'))).toBe(0);
    fs.rmSync(path.join(folder, 'b.yaml'));
    expect(await run('lint', path.join(folder, 'a.yaml'))).toBe(1);
    expect(printed).toContain('F002 there is no flow b');
  });

  it('reads the words of system.yaml, and checks it', async () => {
    const system = fs.readFileSync(path.join(FLOWS, 'system.yaml'), 'utf8');
    write('system.yaml', system);
    const [, synonym] = /^ {2}cancel: \[([^,\]]+)/m.exec(system) ?? [];
    write('a.yaml', `${flow('a', '  - end: completed\n')}triggers: { commands: [${synonym}] }\n`);
    expect(await run('lint')).toBe(1);
    expect(printed).toContain(`F017 "${synonym}" always means the command cancel`);
    write('a.yaml', flow('a', '  - end: completed\n'));
    expect(await run('lint')).toBe(0);
    write('system.yaml', `${system}\nwhat: x\n`);
    expect(await run('lint')).toBe(1);
  });

  it('refuses a path that does not exist', async () => {
    await expect(run('lint', path.join(folder, 'gone.yaml'))).rejects.toThrow(/gone\.yaml does not exist/);
  });
});

describe('flows diagram', () => {
  const out = () => path.join(folder, 'pages');

  it('writes pages, finds them current, and tells when a flow changed or went', async () => {
    write('a.yaml', flow('a', '  - end: completed\n'));
    expect(await run('diagram', '--out', out())).toBe(0);
    expect(fs.readdirSync(out())).toEqual(['README.md', 'a.md']);
    expect(await run('diagram', '--out', out(), '--check')).toBe(0);
    write('a.yaml', flow('a', '  - end: abandoned\n'));
    expect(await run('diagram', '--out', out(), '--check')).toBe(1);
    expect(printed).toMatch(/a\.md is not what its flow says\nRun: npm run flows -- diagram/);
    fs.rmSync(path.join(folder, 'a.yaml'));
    write('b.yaml', flow('b', '  - end: completed\n'));
    expect(await run('diagram', '--out', out(), '--check')).toBe(1);
    expect(printed).toContain('a.md has no flow');
    expect(await run('diagram', '--out', out())).toBe(0);
    expect(fs.readdirSync(out())).toEqual(['README.md', 'b.md']);
  });

  it('leaves alone what people wrote', async () => {
    write('a.yaml', flow('a', '  - end: completed\n'));
    fs.mkdirSync(out());
    fs.writeFileSync(path.join(out(), 'notes.md'), '# Notes\n');
    expect(await run('diagram', '--out', out())).toBe(0);
    expect(await run('diagram', '--out', out(), '--check')).toBe(0);
    expect(fs.readFileSync(path.join(out(), 'notes.md'), 'utf8')).toBe('# Notes\n');
    fs.writeFileSync(path.join(out(), 'README.md'), '# Ours\n');
    await expect(run('diagram', '--out', out())).rejects.toThrow(/written by hand/);
    expect(fs.readFileSync(path.join(out(), 'README.md'), 'utf8')).toBe('# Ours\n');
  });
});
