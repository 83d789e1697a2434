/** Whole messages that the dialogue answers by itself: what a message costs without a search. */
const COMMANDS = [
  '菜单',
  '帮助',
  '服务时间',
  '联系我们',
  '更多问题',
  '进度',
  '取消',
  '重复',
  '继续',
  '上一步',
];
/** Marks that change the text and not its meaning: every message has words of its own. */
const ENDINGS = ['', '。', '！', '~', '？', '…', '[微笑]', '!!', '。。', ' '];

const OPENINGS = ['', '请问', '你好，', '我想问一下', '麻烦问下', '在吗，', '那个', '想了解一下'];
const DETAILS = ['号机', '号店', '月的单', '楼的设备', '号账户', '批货', '号仓', '组的同事'];

/** Endless texts of one kind. */
export type Mix = () => string;

/** Commands and menus. Stands for the answers to a form: neither needs the knowledge base. */
export function commandMix(): Mix {
  let count = 0;
  return () => {
    const place = count++;
    return pick(COMMANDS, place) + pick(ENDINGS, Math.floor(place / COMMANDS.length));
  };
}

/** The same few questions over and over, as they are written in the knowledge base. */
export function repeatedMix(questions: readonly string[], howMany = 20): Mix {
  const stride = Math.max(1, Math.floor(questions.length / howMany));
  let count = 0;
  return () => pick(questions, (count++ % howMany) * stride);
}

/** Questions of which no two are the same, in words that differ from those of the entries. */
export function distinctMix(questions: readonly string[]): Mix {
  let count = 0;
  return () => {
    const place = count++;
    const lap = Math.floor(place / questions.length);
    const opening = pick(OPENINGS, place * 7 + lap);
    const detail = `${place + 1}${pick(DETAILS, place * 5 + lap)}`;
    return `${opening}${detail}${pick(questions, place)}`;
  };
}

function pick<T>(from: readonly T[], place: number): T {
  const found = from[place % from.length];
  if (found === undefined) throw new Error('there is nothing to pick from');
  return found;
}

/** Openids: new ones one after another, and those seen before round and round. */
export class Followers {
  private known = 0;
  private turn = 0;

  constructor(private readonly prefix: string) {}

  newcomer(): string {
    return this.name(this.known++);
  }

  returning(): string {
    return this.name(this.turn++ % this.known);
  }

  get size(): number {
    return this.known;
  }

  private name(place: number): string {
    return `o${this.prefix}${String(place).padStart(26 - this.prefix.length, '0')}`;
  }
}
