import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { readYaml } from '../dialogue/yaml';
import type { Json } from '../kernel/json';
import type { Given } from './suite-schema';

/** Where the bot's content is read from. */
export interface ContentFolders {
  botFlowsDir: string;
  kbSeedDir: string;
}

/** The content that is shipped with the program. */
export const SHIPPED: ContentFolders = {
  botFlowsDir: path.resolve(__dirname, '../../bot-flows'),
  kbSeedDir: path.resolve(__dirname, '../../kb-seed'),
};

/**
 * The content folders of a suite: the shipped ones, with what is given written over a copy below `scratch`. The
 * product's own loaders read and check the result, so that a suite cannot give what a deployment could not.
 */
export function prepareContent(
  given: Given,
  base: ContentFolders,
  { scratch, suiteDir }: { scratch: string; suiteDir: string },
): ContentFolders {
  const kbSeedDir = path.join(scratch, 'kb-seed');
  const changesSeeds = [given.kb, given.units, given.resources, given.settings].some(
    (one) => one !== undefined,
  );
  if (changesSeeds) copyFolder(base.kbSeedDir, kbSeedDir);
  if (given.kb !== undefined) writeEntries(kbSeedDir, given.kb);
  if (given.units !== undefined) write(path.join(kbSeedDir, 'data/units.yaml'), { units: given.units });
  if (given.resources !== undefined)
    write(path.join(kbSeedDir, 'data/resources.yaml'), { resources: given.resources });
  if (given.settings !== undefined) {
    const file = path.join(kbSeedDir, 'data/settings.yaml');
    write(file, merge(readYaml(fs.readFileSync(file, 'utf8')).value as Json, given.settings));
  }
  const seeds = changesSeeds ? kbSeedDir : base.kbSeedDir;
  const flows = (given.flows ?? []).map((name) => readFlowFile(path.resolve(suiteDir, name)));
  const botFlowsDir =
    flows.length === 0
      ? base.botFlowsDir
      : withFlowFiles(base.botFlowsDir, flows, path.join(scratch, 'given'));
  return { botFlowsDir, kbSeedDir: seeds };
}

/** A flow file by the id of its flow: the same id takes the place of what is there. */
export interface FlowText {
  flow: string;
  text: string;
}

export function readFlowFile(file: string): FlowText {
  const text = fs.readFileSync(file, 'utf8');
  return { flow: idOf(text) ?? path.basename(file, '.yaml'), text };
}

/** A copy of a flows folder below `target`, in which these flows are added or take the place of theirs. */
export function withFlowFiles(folder: string, flows: readonly FlowText[], target: string): string {
  copyFolder(folder, target);
  for (const { flow, text } of flows) {
    const known = listFlowFiles(target).find(
      (name) => idOf(fs.readFileSync(path.join(target, name), 'utf8')) === flow,
    );
    fs.writeFileSync(path.join(target, known ?? `${flow}.yaml`), text);
  }
  return target;
}

/** The file that holds a flow; undefined when there is none. */
export function findFlowFile(folder: string, flow: string): string | undefined {
  const name = listFlowFiles(folder).find(
    (one) => idOf(fs.readFileSync(path.join(folder, one), 'utf8')) === flow,
  );
  return name === undefined ? undefined : path.join(folder, name);
}

function listFlowFiles(folder: string): string[] {
  return fs.readdirSync(folder).filter((name) => name.endsWith('.yaml'));
}

function idOf(text: string): string | undefined {
  const { value } = readYaml(text);
  const id = typeof value === 'object' && value !== null && 'flow' in value ? value.flow : undefined;
  return typeof id === 'string' ? id : undefined;
}

function writeEntries(kbSeedDir: string, kb: NonNullable<Given['kb']>): void {
  const folder = path.join(kbSeedDir, 'entries');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder);
  write(path.join(folder, 'given.yaml'), {
    entries: kb.map(({ id, q, a, similar, category, product }) => ({
      key: id,
      question: q,
      answer: a,
      similar,
      category,
      ...(product === undefined ? {} : { product }),
    })),
  });
}

function copyFolder(from: string, to: string): void {
  fs.rmSync(to, { recursive: true, force: true });
  fs.cpSync(from, to, { recursive: true });
}

function write(file: string, value: unknown): void {
  fs.writeFileSync(file, stringify(value));
}

/** Objects are merged key by key; everything else is replaced. */
function merge(base: Json, changes: Json): Json {
  if (!isObject(base) || !isObject(changes)) return changes;
  const merged = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    merged[key] = key in merged ? merge(merged[key] ?? null, value) : value;
  }
  return merged;
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
