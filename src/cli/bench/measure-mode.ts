import fs from 'node:fs';
import path from 'node:path';
import type { BenchMode } from './account';
import { driveCount, driveSteadily } from './drive';
import { PushWriter } from './messages';
import { commandMix, distinctMix, Followers, repeatedMix } from './mixes';
import { prepared, requestsOf, runBurst, type Scenario } from './scenario';
import { countTurns, startEcho, startProduct } from './servers';
import { type Burst, medianRatio, percentile, type Speed, summarise } from './statistics';

export interface BenchOptions {
  /** Length of one burst. */
  seconds: number;
  rounds: number;
  connections: number;
  /** Messages per second of the latency measurement. */
  steadyRate: number;
}

export interface Knowledge {
  folder: string;
  entries: number;
  questions: readonly string[];
}

export interface Line extends Speed {
  name: string;
  /** Share of the echo's rate, the median of the rounds. */
  ratio: number;
}

export interface ModeReport {
  mode: BenchMode;
  lines: Line[];
  latencyMs: { name: string; p50: number; p99: number; max: number }[];
  memoryMb: { name: string; idle: number; busy: number }[];
}

/** Followers who wrote before the bursts begin: enough that nobody is slowed as a flood. */
const KNOWN_FOLLOWERS = 4_000;
const STEADY_SECONDS = 3;

/** All mixes in one mode: the bursts of echo and product take turns, so that the machine's mood weighs on all alike. */
export async function measureMode(
  mode: BenchMode,
  options: BenchOptions,
  { folder, shipped, large }: { folder: string; shipped: Knowledge; large: Knowledge },
): Promise<ModeReport> {
  const start = (knowledge: Knowledge) =>
    startProduct({
      mode,
      seedDir: knowledge.folder,
      dataDir: fs.mkdtempSync(path.join(folder, `${mode}-`)),
    });
  const echo = await startEcho();
  const product = await start(shipped);
  const grown = await start(large);
  const servers = [
    { name: 'echo', server: echo },
    { name: `${shipped.entries} entries`, server: product },
    { name: `${large.entries} entries`, server: grown },
  ];
  try {
    const idle = await memoryOf(servers);
    const writer = new PushWriter(mode);
    const known = new Followers('Known');
    const others = new Followers('Other');
    const base = { server: product, writer, followers: known };
    const echoed: Scenario = { ...base, name: 'echo', server: echo, mix: commandMix() };
    const commands: Scenario = { ...base, name: 'commands, known followers', mix: commandMix() };
    const newcomers: Scenario = {
      ...base,
      name: 'commands, first contact',
      mix: commandMix(),
      firstContact: true,
    };
    const distinct: Scenario = {
      ...base,
      name: `distinct questions, ${shipped.entries} entries`,
      mix: distinctMix(shipped.questions),
    };
    const distinctGrown: Scenario = {
      ...base,
      name: `distinct questions, ${large.entries} entries`,
      server: grown,
      followers: others,
      mix: distinctMix(large.questions),
    };
    const scenarios: Scenario[] = [
      echoed,
      commands,
      newcomers,
      { ...base, name: 'repeated questions', mix: repeatedMix(shipped.questions) },
      distinct,
      distinctGrown,
    ];

    const { connections } = options;
    for (const scenario of [newcomers, { ...distinctGrown, firstContact: true }]) {
      await driveCount(scenario.server.url, requestsOf(scenario), { connections, messages: KNOWN_FOLLOWERS });
    }
    await driveCount(echo.url, requestsOf(echoed), { connections, messages: KNOWN_FOLLOWERS });

    const bursts = new Map<string, Burst[]>(scenarios.map(({ name }) => [name, []]));
    for (let round = 0; round < options.rounds; round += 1) {
      for (const scenario of scenarios) {
        const done = bursts.get(scenario.name) ?? [];
        const last = done.at(-1);
        const expected = Math.ceil(1.1 * (last?.messages ?? options.seconds * 1_000));
        done.push(await runBurst(scenario, { ...options, expected }));
      }
    }

    const latencyMs: ModeReport['latencyMs'] = [];
    for (const scenario of [echoed, commands, distinct]) {
      const next = prepared(requestsOf(scenario), options.steadyRate * STEADY_SECONDS);
      const times = await driveSteadily(scenario.server.url, next, {
        perSecond: options.steadyRate,
        seconds: STEADY_SECONDS,
      });
      latencyMs.push({
        name: scenario.name,
        p50: percentile(times, 0.5),
        p99: percentile(times, 0.99),
        max: percentile(times, 1),
      });
    }
    for (const { url } of [product, grown]) await refuseLosses(url);

    const busy = await memoryOf(servers);
    const echoBursts = bursts.get('echo') ?? [];
    return {
      mode,
      lines: [...bursts].map(([name, own]) => ({
        name,
        ...summarise(own),
        ratio: medianRatio(own, echoBursts),
      })),
      latencyMs,
      memoryMb: servers.map(({ name }, place) => ({
        name,
        idle: idle[place] ?? Number.NaN,
        busy: busy[place] ?? Number.NaN,
      })),
    };
  } finally {
    await Promise.all(servers.map(({ server }) => server.stop()));
  }
}

/** A message that was dropped or failed is cheap: figures that contain one are worth nothing. */
async function refuseLosses(url: string): Promise<void> {
  const { done, other } = await countTurns(url);
  if (other > 0 || done === 0)
    throw new Error(`${other} turns failed or were dropped, ${done} were carried out`);
}

async function memoryOf(
  servers: readonly { server: { usage(): Promise<{ memory: number }> } }[],
): Promise<number[]> {
  const usages = await Promise.all(servers.map(({ server }) => server.usage()));
  return usages.map(({ memory }) => memory / 1024 / 1024);
}
