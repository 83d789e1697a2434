import { extractYesNo } from '../extract';
import { type ConfirmAct, confirmItems, openConfirm } from '../frame/confirm';
import type { Form } from '../frame/form';
import { normaliseText } from '../normalise';
import type { Reading } from '../read-text';
import type { FormReading } from './form-reading';

const EDIT = /^(?:我?要?|需要)?(?:修改|改一下|更改|改|有误|写错了|填错了)$/u;
const YES = /^(?:确认|同意)?并?提交吧?$|^(?:我)?同意(?:条款|服务条款)?(?:并提交)?$/u;
/** What may stand for an item that begins or ends with it: a verb. A noun of it, such as 条款, asks for something else. */
const PART = /^(?:同意|确认|确定|提交|解决|保留|放弃|修改|保存|发送|预约|登记)$/u;
const NO = /^(?:放弃|不提交|先?不提交了?)$/u;

/** An open review: the words of its own items, yes, no, change, or the terms. */
export function readConfirm(form: Form, reading: Reading): FormReading | undefined {
  const step = openConfirm(form);
  if (step === undefined) return undefined;
  const { norm, words } = reading;
  const act = (choice: ConfirmAct): FormReading => ({
    kind: 'choice',
    choice: { act: choice, step: step.id },
    why: `says ${choice}`,
  });
  const own = readOwnItem(form, reading);
  if (own !== undefined) return act(own);
  if (/^(?:查看|看看|看)?(?:服务)?条款$/u.test(norm)) return { kind: 'terms' };
  if (step.edit && EDIT.test(norm)) return act('edit');
  if (YES.test(norm)) return act('yes');
  if (NO.test(norm)) return act('no');
  const answer = readYesNo(words, true);
  if (answer === 'unclear') return { kind: 'unclear', question: 'yes_no_unclear' };
  return answer === undefined ? undefined : act(answer ? 'yes' : 'no');
}

/**
 * The item of the open confirmation that the words are, or the one that has the verb: 提交 is a part of 同意并提交 and, where the
 * items are 解决了 and 继续提交, of the second. A verb of two items means neither, and a reserved word means an
 * item only when it is all of it: 取消 is not 取消这张工单.
 */
export function readOwnItem(form: Form, { norm, command }: Reading): ConfirmAct | undefined {
  const step = openConfirm(form);
  // `#人工` leads to a person from everywhere.
  if (step === undefined || norm === '' || command === 'handoff') return undefined;
  const items = confirmItems(step, form.world.content.labels).map(({ label, act }) => ({
    act,
    label: normaliseText(label),
  }));
  const whole = items.find(({ label }) => label === norm);
  if (whole !== undefined || command !== undefined || !PART.test(norm)) return whole?.act;
  const [part, ...more] = items.filter(({ label }) => label.includes(norm));
  return more.length === 0 ? part?.act : undefined;
}

/** Whether a whole message says yes or no; `unclear`: it answers, but not which way. */
export function readYesNo(text: string, destructive: boolean): boolean | 'unclear' | undefined {
  const extraction = extractYesNo(text, { destructive });
  if (extraction.kind === 'ask') return 'unclear';
  return extraction.kind === 'found' ? extraction.candidates[0]?.value : undefined;
}
