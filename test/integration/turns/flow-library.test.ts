import fs from 'node:fs';
import path from 'node:path';
import { loadFlows } from '../../../src/dialogue/flow';
import { FlowLibrary } from '../../../src/turns/flow-library';
import { NOON, startTurns, useTurns } from '../../helpers/turn-harness';

useTurns();

const text = fs.readFileSync(path.resolve(__dirname, '../../fixtures/flows/code.yaml'), 'utf8');
const read = (yaml: string) => loadFlows([{ name: 'code.yaml', text: yaml }]);

describe('the library of flows', () => {
  it('still knows a revision after its file changed and the program started again', async () => {
    const { store } = await startTurns();
    const open = (yaml: string) => FlowLibrary.open(read(yaml), { ...store, now: NOON });
    const [old] = read(text);
    if (old === undefined) throw new Error('the fixture has no flow');
    await open(text);
    const library = await open(`${text}\n# changed\n`);
    expect(library.current.get(old.id)?.revision).not.toBe(old.revision);
    expect(library.find(old.id, old.revision)?.steps.length).toBe(old.steps.length);
    expect(library.find(old.id, 'never-was')).toBeUndefined();
  });

  it('keeps a revision once, however often the program starts', async () => {
    const { store, rows } = await startTurns();
    for (const _ of [1, 2, 3]) await FlowLibrary.open(read(text), { ...store, now: NOON });
    expect(await rows('SELECT COUNT(*) AS n FROM flow_revision')).toEqual([{ n: 1 }]);
  });
});
