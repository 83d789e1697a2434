import { maskText } from '../kernel/mask';
import { normalise } from '../knowledge';
import { draftPhrasing } from './gaps';

/** A question of a follower and what an agent answered, ready to become a draft: personal data is masked. */
export interface Proposal {
  /** Id of the agent's first message: what a decision about it names. */
  id: number;
  chatId: string;
  question: string;
  answer: string;
  at: number;
}

/** What was said in a chat, oldest first. */
export interface ChatTalk {
  chatId: string;
  followerId: string;
  messages: readonly { id: number; at: number; from: 'follower' | 'staff'; text: string }[];
}

const SHORTEST_QUESTION = 4;
const SHORTEST_ANSWER = 12;
/** What agents say while they look, and what says nothing outside of its chat. */
const COURTESY =
  /^(?:您好|你好|在的|好的?|嗯+|请稍等|稍等|收到|不客气|谢谢|请问还有|祝您|很高兴|我(?:帮|给)您(?:查|看))[^。；]{0,24}[。！!~～]?$/;
const TITLES = '先生|女士|小姐|经理|老师|总监|主任|总';
const CALLED = new RegExp(
  `(?<![\\p{Script=Han}])[\\p{Script=Han}]{1,2}(?:${TITLES})(?=您|你|[，,：:、 ！!]|$)`,
  'gu',
);
const NUMBERS = /\d{6}-\d{5,}/g;
const LONG_NUMBER = /(?<![\d.])\d{7,}(?![\d.])/g;

/** The pairs of question and answer in a chat. `personal`: what is known of the follower, to be masked as it stands. */
export function proposalsOf(talk: ChatTalk, personal: readonly string[]): Proposal[] {
  const proposals: Proposal[] = [];
  let asked: string | undefined;
  let current: (Proposal & { lines: string[] }) | undefined;
  const close = () => {
    if (current === undefined) return;
    const { lines, ...proposal } = current;
    const answer = lines.filter((line) => !COURTESY.test(line)).join('\n');
    if ([...answer].length >= SHORTEST_ANSWER) proposals.push({ ...proposal, answer });
    current = undefined;
    asked = undefined;
  };
  for (const { id, at, from, text } of talk.messages) {
    if (from === 'follower') {
      close();
      const question = draftPhrasing([maskPersonal(text, personal)]);
      if (!text.startsWith('#') && normalise(question).length >= SHORTEST_QUESTION) asked = question;
    } else if (asked !== undefined) {
      current ??= { id, chatId: talk.chatId, question: asked, answer: '', at, lines: [] };
      current.lines.push(maskPersonal(text.trim(), personal));
    }
  }
  close();
  return proposals;
}

/** Phone numbers, addresses, numbers of tickets and orders, names with a title, and what is known of the follower. */
export function maskPersonal(text: string, personal: readonly string[]): string {
  let masked = text;
  for (const word of [...personal].sort((a, b) => b.length - a.length)) {
    if (word.trim().length >= 2) masked = masked.replaceAll(word.trim(), '***');
  }
  return maskText(masked).replace(NUMBERS, '***').replace(LONG_NUMBER, '***').replace(CALLED, '***');
}
