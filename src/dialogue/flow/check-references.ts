import type { EffectRegistry } from './effect-registry';
import type { Expression } from './expression';
import { expressionsIn, type Flow, isExpression, type Step } from './flow';
import type { Report } from './problems';

interface Names {
  texts: ReadonlySet<string>;
  results: ReadonlySet<string>;
}

/** Every name in a flow has to lead somewhere: steps, texts, slots, results, effects. */
export function checkReferences(flow: Flow, names: Names, registry: EffectRegistry, report: Report): void {
  const text = (key: string | undefined, place: readonly PropertyKey[]) => {
    if (key !== undefined && !names.texts.has(key)) {
      report('F002', place, `there is no text ${key}; write it under texts`);
    }
  };
  const step = (id: string | undefined, place: readonly PropertyKey[]) => {
    if (id !== undefined && !flow.places.has(id)) report('F002', place, `there is no step ${id}`);
  };
  const expression = (one: Expression | undefined, place: readonly PropertyKey[], withValue = false) => {
    if (one === undefined) return;
    for (const slot of one.refs.slots) {
      if (!flow.slots.has(slot)) report('F011', place, `mentions slots.${slot}, and there is no such slot`);
    }
    for (const result of one.refs.results) {
      if (!names.results.has(result)) {
        report('F011', place, `mentions results.${result}, and no do step has this id`);
      }
    }
    if (!withValue && one.refs.roots.includes('value')) {
      report('F011', place, 'mentions value, which there is only in validate');
    }
  };

  text(flow.onDenied, ['on_denied']);
  expression(flow.guard, ['guard']);
  for (const kind of flow.effectsDeclared) {
    if (!Object.hasOwn(registry, kind)) {
      report('F007', ['effects_declared'], `no effect is called ${kind}; the registry lists them`);
    }
  }
  for (const [name, slot] of flow.slots) {
    const place = (...rest: PropertyKey[]) => ['slots', name, ...rest];
    expression(slot.required, place('required'));
    expression(slot.prefill, place('prefill'));
    expression(slot.suggest, place('suggest'));
    if (isExpression(slot.options)) expression(slot.options, place('options'));
    for (const [index, rule] of slot.validate.entries()) {
      expression(rule.when, place('validate', index, 'if'), true);
      text(rule.say, place('validate', index, 'say'));
    }
    for (const needed of slot.dependsOn) {
      if (!flow.slots.has(needed)) report('F010', place('depends_on'), `there is no slot ${needed}`);
    }
  }
  for (const [index, one] of flow.steps.entries()) checkStep(one, ['steps', index]);

  function checkStep(one: Step, place: readonly PropertyKey[]): void {
    const at = (...rest: PropertyKey[]) => [...place, ...rest];
    expression(one.when, at('when'));
    switch (one.kind) {
      case 'say':
        text(one.text, at('say'));
        return;
      case 'collect': {
        const slot = flow.slots.get(one.slot);
        if (slot === undefined)
          report('F002', at('collect'), `there is no slot ${one.slot}; write it under slots`);
        else if (slot.ask === undefined)
          report('F013', ['slots', one.slot], 'a slot that is collected needs ask');
        return;
      }
      case 'confirm':
        text(one.summary, at('confirm', 'summary'));
        text(one.terms, at('confirm', 'terms'));
        step(one.onYes, at('confirm', 'on_yes'));
        step(one.onNo, at('confirm', 'on_no'));
        return;
      case 'do':
        if (!flow.effectsDeclared.includes(one.effect)) {
          report('F007', at('do'), `${one.effect} is missing in effects_declared`);
        }
        for (const part of Object.values(one.args).flatMap(expressionsIn)) expression(part, at('args'));
        step(one.ok, at('ok'));
        for (const [code, id] of Object.entries(one.fail)) step(id, at('fail', code));
        return;
      case 'branch':
        for (const [index, choice] of one.cases.entries()) {
          expression(choice.when, at('branch', index, 'if'));
          step(choice.goto, at('branch', index));
        }
        return;
      case 'set':
        for (const [name, value] of Object.entries(one.values)) {
          if (!flow.slots.has(name)) report('F002', at('set'), `there is no slot ${name}`);
          expression(value, at('set', name));
        }
        return;
      case 'goto':
        step(one.goto, at('goto'));
        return;
      case 'call':
      case 'handoff':
      case 'end':
        return;
    }
  }
}
