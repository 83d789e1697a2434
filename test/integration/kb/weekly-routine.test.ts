import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { recordMiss } from '../../../src/kb';
import { openStore } from '../../../src/store';
import { silentLogger } from '../../helpers/log';
import { tempFolder } from '../../helpers/temp-folder';

const root = path.resolve(__dirname, '../../..');
const folder = tempFolder();
const seeds = path.join(folder, 'seeds');
const dataDir = path.join(folder, 'data');
const [, chapter = ''] =
  /\n## Every week\n(.*?)\n## /s.exec(fs.readFileSync(path.join(root, 'docs/knowledge.md'), 'utf8')) ?? [];

/** The files and the commands with their output, as the chapter has them. */
const blocks = [...chapter.matchAll(/```(yaml)?\n(.*?)```/gs)];
const files = blocks.flatMap(([, kind, text = '']) => {
  const [, name] = /^# (\S+\.yaml)\n/.exec(text) ?? [];
  return kind === 'yaml' && name !== undefined ? [{ name, text }] : [];
});
const commands = blocks
  .flatMap(([, kind, text = '']) => (kind === undefined ? text.split(/^\$ npm run kb -- /m).slice(1) : []))
  .map((one) => {
    const [command = '', ...output] = one.trimEnd().split('\n');
    return { command, output };
  });

/** What followers had asked in vain before that week. */
const MISSES = [
  { text: '请问发飘哪儿领', norm: '发飘哪儿领', reason: 'none', followers: ['a', 'b', 'c'] },
  { text: '发飘去哪儿领呢', norm: '发飘去哪儿领呢', reason: 'none_of_these', followers: ['d'] },
  { text: '下单以后几天发货', norm: '下单以后几天发货', reason: 'none', followers: ['a', 'e'] },
  { text: '今天股票涨了吗', norm: '今天股票涨了吗', reason: 'none', followers: ['b'] },
] as const;

/** Figures change with engine and machine; what is said does not. */
const withoutFigures = (line: string) => line.replace(/\d+\.\d+|in \d+ ms/g, '#').trimEnd();

function kb(command: string): Promise<string> {
  const env = { ...process.env, DATA_DIR: dataDir, KB_SEED_DIR: seeds, DATABASE_URL: '' };
  const program = `require(${JSON.stringify(path.join(root, 'dist/cli/kb.js'))}).main();`;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['-e', program, '--', ...command.split(' ')],
      { cwd: folder, env },
      (_error, out, err) => resolve(out + err),
    );
  });
}

it('goes as docs/knowledge.md shows it', async () => {
  expect(files.map(({ name }) => name)).toEqual(['entries/shop.yaml', 'golden.yaml', 'new.yaml']);
  expect(commands).toHaveLength(8);
  for (const { name, text } of files) {
    const file = path.join(name === 'new.yaml' ? folder : seeds, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  expect(await kb('import')).toContain('3 added');
  const store = await openStore(
    { kind: 'sqlite', file: path.join(dataDir, 'weikefu.db') },
    { logger: silentLogger },
  );
  let now = Date.now() - 60_000;
  for (const { followers, ...miss } of MISSES) {
    for (const followerId of followers) {
      now += 1;
      await store.unitOfWork.run((tx) => recordMiss(tx, { ...miss, followerId, now }));
    }
  }
  await store.close();
  for (const { command, output } of commands) {
    const said = (await kb(command)).trimEnd().split('\n').map(withoutFigures);
    const shown = output.map(withoutFigures);
    expect({ command, said: command.startsWith('eval') ? said.slice(0, shown.length) : said }).toEqual({
      command,
      said: shown,
    });
  }
}, 400_000);
