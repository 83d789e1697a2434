import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type InboundMessage, parseXml, toInboundMessage } from '../../../src/wechat';

const FOLDER = path.join(__dirname, '../../fixtures/wechat');

export interface CryptoVector {
  id: string;
  kind: string;
  input: Record<string, string>;
  signature?: string;
  msgSignature?: string;
  valid?: boolean;
  expectedBody?: string;
  postBody?: string;
  expect?: {
    ok?: boolean;
    error?: string;
    plaintext?: string;
    encrypt?: string;
    msgSignature?: string;
    keyHex?: string;
    ivHex?: string;
    hex?: string;
  };
}

export interface InboundSample {
  name: string;
  xml: string;
  fields?: Record<string, unknown>;
  error?: boolean;
  dedup?: { by: string; value: string } | null;
}

export const cryptoVectors: CryptoVector[] = JSON.parse(read('wechat-crypto.json')).vectors;

export const inboundSamples: InboundSample[] = (
  JSON.parse(read('inbound/index.json')).samples as string[]
).map((name) => ({
  name,
  xml: read(`inbound/${name}.xml`),
  ...JSON.parse(read(`inbound/${name}.json`)),
}));

export function vectorsOf(kind: string): CryptoVector[] {
  return cryptoVectors.filter((vector) => vector.kind === kind);
}

export function readSample(name: string): InboundSample {
  const sample = inboundSamples.find((candidate) => candidate.name === name);
  if (sample === undefined) throw new Error(`no sample ${name}`);
  return sample;
}

/** The message of a sample, after `change` on its text. */
export function readMessage(name: string, change: (xml: string) => string = (xml) => xml): InboundMessage {
  return toInboundMessage(parseXml(change(readSample(name).xml)));
}

function read(file: string): string {
  return readFileSync(path.join(FOLDER, file), 'utf8');
}
