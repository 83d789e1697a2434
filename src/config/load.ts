import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'dotenv';
import { type Config, parseConfig } from './config';

/** The folder that holds package.json, from where the content folders and `.env` are found. */
export const PROJECT_DIR = path.resolve(__dirname, '..', '..');

/** Reads `.env` beside package.json, then the real environment, which wins. */
export function loadConfig(overrides: Record<string, string | undefined> = {}): Config {
  const file = path.join(PROJECT_DIR, '.env');
  const fromFile = fs.existsSync(file) ? parse(fs.readFileSync(file, 'utf8')) : {};
  const real = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  return parseConfig({ ...fromFile, ...real, ...overrides }, PROJECT_DIR);
}
