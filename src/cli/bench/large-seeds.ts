import fs from 'node:fs';
import path from 'node:path';
import { readSeedFiles } from '../../kb';

/** Things that the multiplied entries are about, so that no two entries ask the same. */
const SUBJECTS = [
  '打印机',
  '路由器',
  '会员卡',
  '网关',
  '考勤机',
  '收银台',
  '云盘',
  '门禁',
  '显示屏',
  '扫码枪',
];

/** Thanks and laughter are about nothing, so they cannot be about something else either. */
const SMALL_TALK = '闲聊';

/** The questions of a seed folder, with the other wordings of each, small talk left out. */
export function questionsOf(seedDir: string): string[] {
  return readSeedFiles(seedDir)
    .filter((entry) => entry.category !== SMALL_TALK)
    .flatMap((entry) => [entry.question, ...entry.similar]);
}

/**
 * Writes a seed folder of `size` entries: the shipped ones, then copies that each speak of something else.
 * The rest of the folder (hours, channels) is copied as it is.
 */
export function writeLargeSeeds(seedDir: string, target: string, size: number): void {
  const shipped = readSeedFiles(seedDir);
  fs.cpSync(path.join(seedDir, 'data'), path.join(target, 'data'), { recursive: true });
  fs.mkdirSync(path.join(target, 'entries'), { recursive: true });
  const lines: string[] = [];
  for (let copy = 0; lines.length < size; copy += 1) {
    const copied = copy === 0 ? shipped : shipped.filter((entry) => entry.category !== SMALL_TALK);
    for (const { key, question, similar, answer, category } of copied.slice(0, size - lines.length)) {
      const subject =
        copy === 0 ? '' : `${SUBJECTS[(copy - 1) % SUBJECTS.length]}${Math.ceil(copy / SUBJECTS.length)}代`;
      const about = (text: string) => `${subject}${text}`;
      lines.push(
        JSON.stringify({
          key: copy === 0 ? key : `${key}-${copy}`,
          question: about(question),
          similar: similar.map(about),
          answer,
          category,
        }),
      );
    }
  }
  fs.writeFileSync(path.join(target, 'entries', 'large.jsonl'), `${lines.join('\n')}\n`);
}
