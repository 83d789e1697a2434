import type { Entry } from '../types';
import { NOISE_KINDS, Noise } from './noise';
import type { Random } from './random';

/** One trade of the training texts. */
export interface Domain {
  name: string;
  /** By question: all its phrasings. */
  questions: readonly (readonly string[])[];
  /** Asked there, and answered by none of the questions. */
  foreign: readonly string[];
}

/** A text with the id of the entry that answers it; null when none does. */
export interface Ask {
  text: string;
  expected: string | null;
}

/** A small knowledge base and what it is asked. */
export interface Task {
  domain: string;
  entries: Entry[];
  asks: Ask[];
}

/** Phrasings that entries have in the tasks of a domain, from bare ones to well kept ones. */
const PHRASINGS = [1, 2, 3, 5];
/** Share of the questions that get no entry: the nearest of all foreign questions. */
const LEFT_OUT = 0.18;
const FOREIGN_OF_OTHERS = 30;
/** Collections of all domains mixed, and how many questions each has. */
const MIXED_PHRASINGS = [1, 3, 5];
const MIXED_SIZE = 400;
const MIXED = 'mixed';

/** Makes knowledge bases out of training texts, and asks them the phrasings that they do not have. */
export function makeTasks(domains: readonly Domain[], random: Random): Task[] {
  const noise = new Noise(
    domains.flatMap((domain) => [...domain.questions.flat(), ...domain.foreign]),
    random,
  );
  const tasks: Task[] = [];
  for (const domain of domains) {
    if (domain.questions.length === 0) continue;
    const others = domains.filter((other) => other !== domain).flatMap((other) => other.foreign);
    for (const phrasings of PHRASINGS) {
      const foreign = [...domain.foreign, ...random.shuffle(others).slice(0, FOREIGN_OF_OTHERS)];
      tasks.push(makeTask({ ...domain, foreign }, phrasings, random, noise));
    }
  }
  const all = domains.flatMap((domain) => domain.questions);
  const foreign = domains
    .filter((domain) => domain.questions.length === 0)
    .flatMap((domain) => domain.foreign);
  for (const phrasings of MIXED_PHRASINGS) {
    const questions = random.shuffle(all).slice(0, MIXED_SIZE);
    tasks.push(makeTask({ name: MIXED, questions, foreign }, phrasings, random, noise));
  }
  return tasks;
}

function makeTask(domain: Domain, phrasings: number, random: Random, noise: Noise): Task {
  const questions = random.shuffle(domain.questions.map((texts, place) => ({ id: `${place}`, texts })));
  const leftOut = questions.splice(0, Math.round(questions.length * LEFT_OUT));
  const entries: Entry[] = [];
  const asks: Ask[] = [];
  for (const { id, texts } of questions) {
    const [question, ...others] = random.shuffle(texts);
    if (question === undefined) continue;
    const similar = others.slice(0, Math.min(phrasings, texts.length - 1) - 1);
    entries.push({ id, question, similar });
    for (const text of others.slice(similar.length)) asks.push({ text, expected: id });
  }
  for (const { texts } of leftOut) {
    for (const text of random.shuffle(texts).slice(0, 3)) asks.push({ text, expected: null });
  }
  for (const text of domain.foreign) asks.push({ text, expected: null });
  const noisy = asks.map((ask) => ({ ...ask, text: noise.apply(random.pick(NOISE_KINDS), ask.text) }));
  return { domain: domain.name, entries, asks: [...asks, ...noisy] };
}
