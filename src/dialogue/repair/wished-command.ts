import type { Content } from '../content';
import type { Flow } from '../flow/flow';
import { normaliseText } from '../normalise';
import { readText } from '../read-text';

const CLAUSES = /[，。！？；、,.!?;\n\r]+|\s{2,}/u;
/** From the last of these on, a clause says what is wished for: 设备坏了要报修. Not 不要, 别帮我. */
const WISH =
  /^.*(?<![不别没未无])(?:请|麻烦您?你?|帮忙|帮我|帮|给我|替我|我想要?|想要|我要|我需要|需要|要|直接|先)(?=.{2})/u;
/** Said around a command without changing it: 提个工单, 查一下我的工单. */
const FILLERS =
  /一下|下(?=我|工单|服务|预约)|一个|个(?=工单|预约|投诉|建议|修)|一张|我的|吧$|啊$|呀$|呗$|谢谢$/gu;

/**
 * The flow that a sentence asks for by its command with politeness around it, in one of its clauses: 睿目一直离线，帮我提个工单.
 * Undefined for a question (怎么提工单) and when it is refused (不要提工单).
 */
export function wishedFlow(words: string, content: Content): Flow | undefined {
  for (const clause of words.split(CLAUSES).reverse()) {
    const { norm, question } = readText(clause, content.words);
    if (norm === '' || question) continue;
    const wished = normaliseText(norm.replace(WISH, '').replace(FILLERS, ''));
    const flow = [...content.flows.values()].find(({ triggers }) => triggers.norms.has(wished));
    if (flow !== undefined) return flow;
  }
  return undefined;
}
