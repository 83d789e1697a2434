import fs from 'node:fs';
import path from 'node:path';
import { driveCount } from './drive';
import type { MeasuredProcess } from './measured-process';
import { PushWriter } from './messages';
import { commandMix, Followers } from './mixes';
import { requestsOf } from './scenario';
import { startEcho, startProduct } from './servers';
import { median } from './statistics';

export interface StartReport {
  /** From the start of the process to its first reply, medians in milliseconds. */
  echoMs: number;
  /** On the data of a run before. */
  productMs: number;
  /** The very first start: schema, knowledge, administrator. Once. */
  firstStartMs: number;
  ratio: number;
}

export async function measureStart(folder: string, seedDir: string, times: number): Promise<StartReport> {
  const dataDir = fs.mkdtempSync(path.join(folder, 'start-'));
  const writer = new PushWriter('plain');
  const followers = new Followers('Start');
  const toFirstReply = async (start: () => Promise<MeasuredProcess>): Promise<number> => {
    const startedAt = performance.now();
    const server = await start();
    try {
      const next = requestsOf({
        name: 'start',
        server,
        writer,
        followers,
        mix: commandMix(),
        firstContact: true,
      });
      await driveCount(server.url, next, { connections: 1, messages: 1 });
      return performance.now() - startedAt;
    } finally {
      await server.stop();
    }
  };
  const product = () => startProduct({ dataDir, seedDir, mode: 'plain' });
  const firstStartMs = await toFirstReply(product);
  const echoTimes: number[] = [];
  const productTimes: number[] = [];
  for (let time = 0; time < times; time += 1) {
    echoTimes.push(await toFirstReply(startEcho));
    productTimes.push(await toFirstReply(product));
  }
  const [echoMs, productMs] = [median(echoTimes), median(productTimes)];
  return { echoMs, productMs, firstStartMs, ratio: productMs / echoMs };
}
