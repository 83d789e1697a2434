import { loadConfig } from '../config/load';
import { explainHit, readEngineData } from '../kb';
import { createIndex, type Decision, normalise } from '../knowledge';
import { readPublished } from './kb-store';

export async function searchKnowledge(text: string, options: { k: string; seeds?: true }): Promise<void> {
  const k = Number(options.k);
  if (!Number.isInteger(k) || k < 1) throw new Error(`--k ${options.k}: has to be a whole number from 1`);
  const config = loadConfig();
  const engine = readEngineData(config.kbSeedDir);
  const { entries, source } = await readPublished(config, options);
  const index = await createIndex(
    entries.map((entry) => ({ ...entry, id: entry.key })),
    engine,
  );
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const hits = index.search(text, k);
  const lines = [
    `${entries.length} entries of ${source}; the text is compared as “${normalise(text)}”`,
    ...engine.sources,
    `decision: ${describe(index.decide(text))}`,
    ...hits.flatMap((hit, place) => [
      '',
      `${place + 1}. ${hit.score.toFixed(2)}  ${hit.id}  ${byKey.get(hit.id)?.question ?? ''}`,
      ...explainHit(hit).map((line) => `   ${line}`),
    ]),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function describe(decision: Decision): string {
  switch (decision.kind) {
    case 'answer':
      return `answer with ${decision.id}`;
    case 'suggest':
      return `offer ${decision.candidates.map((candidate) => candidate.id).join(', ')}`;
    case 'none':
      return 'nothing fits';
  }
}
