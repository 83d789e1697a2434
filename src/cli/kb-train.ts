import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig, PROJECT_DIR } from '../config/load';
import { LEARNED_FILE } from '../kb';
import { CALIBRATION } from '../knowledge/calibration';
import { type CalibrationQuality, type Domain, train } from '../knowledge/training';

const domainSchema = z.strictObject({
  domain: z.string().min(1),
  questions: z.array(z.array(z.string().min(1)).min(2)).default([]),
  foreign: z.array(z.string().min(1)).default([]),
});

/** Fewer say nothing about how people put questions. */
const FEWEST_QUESTIONS = 50;

interface TrainOptions {
  data?: string;
  out?: string;
}

/** `kb train`: learns the calibration from training texts and writes it as JSON. */
export async function trainKnowledge(options: TrainOptions): Promise<void> {
  const folder = path.resolve(options.data ?? path.join(loadConfig().kbSeedDir, 'training'));
  const { kbSeedDir } = loadConfig();
  const own = options.data !== undefined;
  const out = path.resolve(
    options.out ??
      (own ? path.join(kbSeedDir, LEARNED_FILE) : path.join(PROJECT_DIR, 'src/knowledge/learned.json')),
  );
  const domains = readDomains(folder);
  const questions = domains.reduce((sum, domain) => sum + domain.questions.length, 0);
  const texts = domains.reduce((sum, domain) => sum + domain.questions.flat().length, 0);
  if (questions < FEWEST_QUESTIONS) {
    throw new Error(
      `${folder}: ${questions} questions are too few to learn from; ${FEWEST_QUESTIONS} are needed`,
    );
  }
  const { calibration, heldOut, before } = await train(domains, CALIBRATION);
  fs.writeFileSync(out, `${JSON.stringify(calibration, null, 2)}\n`);
  process.stdout.write(
    [
      `${texts} phrasings of ${questions} questions in ${domains.length} files of ${folder}`,
      `${heldOut.samples} questions asked`,
      `${''.padEnd(26)}   Brier best F1      at  refused`,
      `${'in use until now'.padEnd(26)}${describe(before)}`,
      `${'learned, domains held out'.padEnd(26)}${describe(heldOut)}`,
      own
        ? `written to ${out}: the server uses it from its next start, every kb command at once`
        : `written to ${out}; build again to use it`,
      '',
    ].join('\n'),
  );
}

function describe({ brier, f1, threshold, refused }: CalibrationQuality): string {
  return [brier.toFixed(4), (100 * f1).toFixed(1), threshold.toFixed(2), (100 * refused).toFixed(1)]
    .map((cell) => cell.padStart(8))
    .join('');
}

/** All YAML files of a folder. Throws with the file and the reason when one is not in the form. */
function readDomains(folder: string): Domain[] {
  if (!fs.existsSync(folder)) throw new Error(`${folder}: there is no such folder of training texts`);
  const files = fs.readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return files.sort().map((name) => {
    const parsed = domainSchema.safeParse(parse(fs.readFileSync(path.join(folder, name), 'utf8')));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new Error(
        `${path.join(folder, name)}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not in the form'}`,
      );
    }
    const { domain, questions, foreign } = parsed.data;
    return { name: domain, questions, foreign };
  });
}
