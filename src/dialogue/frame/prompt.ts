import { byteLength } from '../../kernel/text';
import type { SlotRule, StepOf } from '../flow/flow';
import type { MenuItem } from '../menu';
import { giveNotice } from '../privacy';
import type { TextKey } from '../texts';
import type { Turn } from '../turn';
import { promptAsking } from './asking';
import { confirmItems, openConfirm } from './confirm';
import { activeForm, askedSlot, type Form, isFilled } from './form';
import { formItem, optionItems, rememberMenu } from './menu-items';
import { recordFault, renderText } from './say-flow';
import { showSlot, showValue } from './show-slot';
import { readSuggestion } from './suggestion';

/** Bytes; a longer question stands in the body, where it may be cut. */
const MAX_PROMPT = 600;

/**
 * Closes the message with the one question of the form, when one is due and nothing is still to come. Asked again, the
 * question is short.
 */
export function closeWithPrompt(turn: Turn): void {
  const { state } = turn;
  if (state.calls.prompt !== 'due') return;
  // One menu a message: where something else shows one, the form waits for the next message.
  if (turn.hasMenu) state.calls.prompt = 'said';
  if (turn.hasMenu || turn.hasOpenCalls) return;
  const form = activeForm(state, turn.world);
  if (form === undefined || state.mode === 'human') return;
  state.calls.prompt = 'said';
  giveNotice(turn, form);
  readBack(turn, form);
  if (form.frame.asking !== undefined) promptAsking(turn, form, form.frame.asking);
  else ask(turn, form);
}

/** What was taken along is read back, unless a review comes next: it reads everything back anyway. */
function readBack(turn: Turn, form: Form): void {
  const { noted } = turn.state.calls;
  delete turn.state.calls.noted;
  const review = openConfirm(form);
  if (noted !== undefined && review?.edit !== true) turn.say('form_noted', { items: noted });
}

function ask(turn: Turn, form: Form): void {
  const slot = askedSlot(form);
  if (slot !== undefined) {
    askForSlot(turn, form, slot);
    return;
  }
  const step = openConfirm(form);
  if (step !== undefined) askToConfirm(turn, form, step);
}

function askForSlot(turn: Turn, form: Form, rule: SlotRule): void {
  const { frame, flow } = form;
  const again = frame.asked === rule.name;
  frame.asked = rule.name;
  const hasOld = frame.focus === rule.name && isFilled(frame, rule.name);
  if (hasOld) turn.say('form_old_value', { label: rule.label, value: showSlot(form, rule) });
  const items = hasOld ? optionItems(turn, form, rule) : offerSuggestion(turn, form, rule);
  if (items === undefined) return;
  const from = `${flow.id}.${rule.name}.${again ? 'short' : 'ask'}`;
  const own = renderText(turn, form, again ? rule.short : rule.ask);
  const isList = rule.type === 'media_list' && isFilled(frame, rule.name);
  const said =
    isList || own === undefined
      ? { key: shortKey(rule, isList), params: { label: rule.label } }
      : { key: 'flow_prompt' as const, params: { text: own } };
  if (said.key === 'flow_prompt' && byteLength(own ?? '') > MAX_PROMPT) {
    turn.say('flow_text', { text: own ?? '' }, { from });
    said.key = 'flow_prompt';
    said.params = { text: `${rule.label}：` };
  }
  const nonce = turn.prompt(said.key, said.params, items, { asks: rule.name, from });
  if (rule.options !== undefined && items.length > 0) rememberMenu(form, nonce, rule.name);
}

/** The options, or, for a slot without any, the value that the flow thinks may be meant. */
function offerSuggestion(turn: Turn, form: Form, rule: SlotRule): MenuItem[] | undefined {
  const suggestion = rule.options === undefined ? readSuggestion(form, rule) : undefined;
  if (suggestion?.fault !== undefined) recordFault(turn, form, suggestion.fault);
  const value = suggestion?.value;
  if (value === undefined) return optionItems(turn, form, rule);
  turn.say('form_suggested', { label: rule.label, value: showValue(form, rule, value) });
  return [formItem(form, turn.content.labels.useSuggestion, { act: 'value', slot: rule.name, value })];
}

function shortKey(rule: SlotRule, isList: boolean): TextKey {
  if (isList) return 'form_more_media';
  if (rule.options !== undefined) return 'form_choose';
  return rule.type === 'media_list' ? 'form_send_media' : 'form_answer';
}

function askToConfirm(turn: Turn, form: Form, step: StepOf<'confirm'>): void {
  const { frame, flow } = form;
  const { labels } = turn.content;
  frame.asked = step.id;
  const summary = renderText(turn, form, flow.texts.get(step.summary));
  if (summary === undefined) return;
  turn.say('flow_text', { text: summary }, { from: `${flow.id}.${step.summary}` });
  const items = confirmItems(step, labels).map(({ label, act }) =>
    formItem(form, label, { act, step: step.id }),
  );
  turn.prompt('form_confirm', {}, items, { asks: step.id, from: `${flow.id}.${step.summary}` });
}
