import { isSmallTalk, noteMiss, sayEntry } from '../answers';
import type { KbFinding, Signals } from '../event';
import { askedSlot, type Form } from '../frame/form';
import { runSteps } from '../frame/run-steps';
import { sayFlow } from '../frame/say-flow';
import { tellPlace } from '../handoff';
import { inFull, noteAnswer } from '../last-answer';
import type { Reading } from '../read-text';
import type { Decision, Turn } from '../turn';
import { applyValues } from './apply-values';
import { failAttempt, failUnrecognised } from './attempts';
import { chooseInForm, reask } from './choices';
import { closeSlot } from './form-commands';
import type { FormReading } from './form-reading';
import { readForm } from './read-form';
import { startByPhrase } from './triggers';

/** Rules 6 to 12 for words that a form is open for. */
export function answerForm(turn: Turn, form: Form, reading: Reading, signals: Signals): Decision {
  const { frame } = form;
  const meaning = readForm(form, reading);
  switch (meaning.kind) {
    case 'choice':
      return chooseInForm(turn, frame.id, meaning.choice, 6);
    case 'terms':
      return showTerms(turn, form);
    case 'unclear':
      turn.say(meaning.question);
      return { rule: 6, command: 'unknown', why: 'neither yes nor no' };
    case 'close':
      closeSlot(turn, form, meaning.slot);
      return { rule: 8, command: 'skip', why: 'nothing more for this slot', slots: [meaning.slot] };
    case 'keep':
      delete frame.focus;
      delete frame.asking;
      runSteps(turn);
      return { rule: 8, command: 'answer', why: 'keeps the old value', slots: [meaning.slot] };
    case 'values':
      return takeValues(turn, form, meaning);
    case 'reask':
      return reask(turn, form, meaning.slot);
    case 'which':
      if (meaning.options.length === 0) turn.say(meaning.question);
      else
        frame.asking = {
          kind: 'which',
          slot: meaning.slot,
          question: meaning.question,
          options: meaning.options,
        };
      return { rule: 8, command: 'unknown', why: `asks back: ${meaning.question}`, slots: [meaning.slot] };
    case 'refused':
      return refuse(turn, form, meaning);
    case 'maybe_value':
      return startByPhrase(turn, reading, signals) ?? weigh(turn, form, meaning, signals.kb);
    case 'open':
      return startByPhrase(turn, reading, signals) ?? digress(turn, form, reading, signals);
  }
}

function takeValues(turn: Turn, form: Form, meaning: Extract<FormReading, { kind: 'values' }>): Decision {
  const slots = meaning.values.map(({ slot }) => slot);
  const asked = askedSlot(form);
  const isFreeText = asked?.type === 'longtext' && slots.length === 1 && slots[0] === asked.name;
  const why = [...new Set(meaning.values.map((value) => `${value.slot}: ${value.why}`))].join('; ');
  applyValues(turn, form, meaning.values, meaning);
  if (meaning.corrects) return { rule: 7, command: 'correct', why, slots };
  return { rule: isFreeText ? 11 : 8, command: 'answer', why, slots };
}

function showTerms(turn: Turn, form: Form): Decision {
  const step = form.flow.steps[form.flow.places.get(form.frame.step) ?? -1];
  const key = (step?.kind === 'confirm' ? step.terms : undefined) ?? 'terms';
  if (form.flow.texts.has(key)) sayFlow(turn, form, key);
  else turn.say('terms_none');
  return { rule: 6, command: 'help', why: 'asks for the terms' };
}

/** Tried, and not good: the hint says what is missing. A correction that fails makes that slot the one that is asked for. */
function refuse(turn: Turn, form: Form, { slot, hint }: Extract<FormReading, { kind: 'refused' }>): Decision {
  const rule = form.flow.slots.get(slot);
  if (rule !== undefined) {
    if (askedSlot(form)?.name !== slot) reask(turn, form, slot);
    failAttempt(turn, form, rule, { key: hint, params: {} });
    runSteps(turn);
  }
  return { rule: 8, command: 'unknown', why: `refused: ${hint}`, slots: [slot] };
}

/** Behaviour 2: a sentence that asks something the knowledge base answers is not silently taken for a description. */
function weigh(
  turn: Turn,
  form: Form,
  { slot, text }: Extract<FormReading, { kind: 'maybe_value' }>,
  finding: KbFinding | undefined,
): Decision {
  if (finding?.kind === 'answer') {
    const { id, question } = finding.entry;
    form.frame.asking = { kind: 'clarify', slot, text, entry: id, question };
    return {
      rule: 11,
      command: 'unknown',
      why: `a question that entry ${id} answers, or a value`,
      slots: [slot],
    };
  }
  applyValues(turn, form, [{ slot, value: text.trim(), why: 'free text' }]);
  return { rule: 11, command: 'answer', why: 'nothing answers it, so it is the value', slots: [slot] };
}

/** Behaviour 1: the answer, and the same question again. Inside a form nothing is suggested. */
export function digress(turn: Turn, form: Form, said: Reading, signals: Signals): Decision {
  const { kb: finding } = signals;
  const reading = inFull(said, signals);
  if (finding?.kind === 'answer') {
    sayEntry(turn, finding.entry);
    if (!isSmallTalk(turn, finding.entry)) noteAnswer(turn, finding.entry.id, 'form');
    return { rule: 10, command: 'ask_kb', why: `entry ${finding.entry.id} scored ${finding.score}` };
  }
  const rule = askedSlot(form);
  if (reading.handoffWish && turn.state.mode === 'queued') {
    tellPlace(turn);
    return { rule: 12, command: 'handoff', why: 'asks for a person and already waits for one' };
  }
  if (reading.handoffWish) {
    turn.say('form_person_hint');
    return { rule: 12, command: 'unknown', why: 'asks for a person inside a sentence: told how' };
  }
  if (reading.question && finding !== undefined) {
    noteMiss(turn, reading, finding);
    turn.say('form_no_answer');
    return { rule: 12, command: 'ask_kb', why: 'a question that nothing answers' };
  }
  if (rule === undefined || form.frame.asking !== undefined) turn.say('form_not_understood');
  else {
    failUnrecognised(turn, form, rule);
    runSteps(turn);
  }
  return {
    rule: 12,
    command: 'unknown',
    why: 'nothing found',
    ...(rule === undefined ? {} : { slots: [rule.name] }),
  };
}
