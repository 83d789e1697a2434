import { extractChoice } from '../extract';
import { evaluateCondition } from '../flow/expression';
import type { SlotRule } from '../flow/flow';
import { editableSlots, labelOf } from '../frame/asking';
import { askedSlot, type Form, isFilled, scopeOf } from '../frame/form';
import { readSlot } from '../frame/read-slot';
import { readSuggestion } from '../frame/suggestion';
import { normaliseText } from '../normalise';
import type { Reading } from '../read-text';
import { type FormReading, values } from './form-reading';
import { readConfirm, readYesNo } from './read-confirm';
import { readCorrection } from './read-correction';
import { readFamily, withValues } from './read-family';
import { readLabels, readOthers } from './read-values';

const TAKES = /^(?:就?用?这个|就?用?这句|就是这个|就用它|用它)$/u;
const NOTHING = /^(?:没有|没|无|暂无|没了|没有了|不用|不用了|不需要|不填|不清楚|不知道)$/u;
const COMPLETE = /^(?:好了?|好的|完成|完成了|发完了|发好了|就这些|没有了|没了|可以了|ok)$/u;

/** What a message means to the form: rules 6, 7 and 8. Pure, so that the search can be spared before the turn. */
export function readForm(form: Form, reading: Reading): FormReading {
  return (
    readAsking(form, reading) ??
    readConfirm(form, reading) ??
    readClosing(form, reading) ??
    readCorrection(form, reading) ??
    readBlock(form, reading) ??
    readAnswer(form, reading)
  );
}

/** The answer to a question of the engine's own. Anything else is read as if it had not been asked. */
function readAsking(form: Form, { words, norm }: Reading): FormReading | undefined {
  const { asking } = form.frame;
  if (asking === undefined) return undefined;
  const pick = <Choice extends 'cancel' | 'continue' | 'drop'>(act: Choice): FormReading => ({
    kind: 'choice',
    choice: { act },
    why: `answers whether to ${asking.kind}`,
  });
  const answer = readYesNo(words, asking.kind === 'cancel');
  switch (asking.kind) {
    case 'cancel':
      if (answer === 'unclear') return { kind: 'unclear', question: 'yes_no_unclear' };
      return answer === undefined ? undefined : pick(answer ? 'cancel' : 'continue');
    case 'resume':
      return answer === undefined || answer === 'unclear' ? undefined : pick(answer ? 'continue' : 'drop');
    case 'edit': {
      const options = editableSlots(form).map((slot) => ({
        value: slot,
        label: labelOf(form, slot),
        aliases: form.flow.slots.get(slot)?.aliases ?? [],
      }));
      const named = options.find(({ label, aliases }) =>
        [label, ...aliases].some((one) => normaliseText(one) === norm),
      );
      return named === undefined ? undefined : { kind: 'reask', slot: named.value };
    }
    case 'which': {
      const rule = form.flow.slots.get(asking.slot);
      const meant = extractChoice(words, asking.options);
      const [best, second] = meant.kind === 'found' ? meant.candidates : [];
      if (rule === undefined || best === undefined || second !== undefined) return undefined;
      return values([{ slot: rule.name, value: best.value, why: best.why }], false);
    }
    case 'clarify':
    case 'exhausted':
    case 'page':
      return undefined;
  }
}

/** 好 keeps an old value or completes a list; 没有 leaves an optional slot empty. */
function readClosing(form: Form, { norm, words }: Reading): FormReading | undefined {
  const rule = askedSlot(form);
  if (rule === undefined) return undefined;
  const { frame } = form;
  if (frame.focus === rule.name && isFilled(frame, rule.name) && rule.type !== 'media_list') {
    const keeps =
      /^(?:保留|不变|不改|不改了|不用改|原来的|就这个)$/u.test(norm) || readYesNo(words, false) === true;
    if (keeps) return { kind: 'keep', slot: rule.name };
  }
  const suggestion = rule.options === undefined ? readSuggestion(form, rule).value : undefined;
  if (suggestion !== undefined && (TAKES.test(norm) || readYesNo(words, false) === true))
    return values([{ slot: rule.name, value: suggestion, why: 'takes what was suggested' }], false);
  if (rule.type === 'media_list') {
    const done = isFilled(frame, rule.name)
      ? COMPLETE.test(norm) || NOTHING.test(norm)
      : isOptional(form, rule) && NOTHING.test(norm);
    return done ? { kind: 'close', slot: rule.name } : undefined;
  }
  return isOptional(form, rule) && !isFilled(frame, rule.name) && NOTHING.test(norm)
    ? { kind: 'close', slot: rule.name }
    : undefined;
}

/** Whether the slot may stay empty. A fault makes it required: nothing is left out by mistake. */
export function isOptional(form: Form, rule: SlotRule): boolean {
  const required = evaluateCondition(rule.required, scopeOf(form));
  return required.ok && !required.value;
}

/** A labelled block: 姓名：… 电话：… in any order. What is filled in already is corrected by it. */
function readBlock(form: Form, { words }: Reading): FormReading | undefined {
  const { found, unknown, twice } = readLabels(form, words);
  if (found.length === 0 && twice === undefined) return undefined;
  const corrects = found.length > 0 && found.every(({ slot }) => isFilled(form.frame, slot));
  return { ...values(found, corrects), unknown, ...(twice === undefined ? {} : { twice }) };
}

/** Rule 8: what was asked for, and whatever else of the form the message has in it. */
function readAnswer(form: Form, reading: Reading): FormReading {
  const rule = askedSlot(form);
  const { words } = reading;
  if (rule === undefined) {
    const others = readOthers(form, words, undefined);
    return others.length > 0 && !reading.question ? values(others, false) : { kind: 'open' };
  }
  if (rule.type === 'longtext' || rule.type === 'text') {
    if (words.trim() === '') return { kind: 'open' };
    if (reading.question) return { kind: 'maybe_value', slot: rule.name, text: words };
    return values([{ slot: rule.name, value: words.trim(), why: 'free text' }], false);
  }
  const { extraction, found } = reading.question
    ? { extraction: readSlot(form, rule, words), found: [] }
    : readFamily(form, rule, words);
  const best = extraction.kind === 'found' ? extraction.candidates[0] : undefined;
  if (best !== undefined) {
    const own = found.length > 0 ? found : [{ slot: rule.name, value: best.value, why: best.why }];
    const rest = `${words.slice(0, best.span[0])} ${words.slice(best.span[1])}`;
    return values([...own, ...readOthers(withValues(form, own), rest, rule.name)], false);
  }
  if (extraction.kind === 'ask') {
    return {
      kind: 'which',
      slot: rule.name,
      question: extraction.question,
      options: extraction.options ?? [],
    };
  }
  const others = reading.question ? [] : readOthers(form, words, rule.name);
  if (others.length > 0) return values(others, false);
  const hint = extraction.kind === 'none' ? extraction.hint : undefined;
  return hint === undefined ? { kind: 'open' } : { kind: 'refused', slot: rule.name, hint };
}
