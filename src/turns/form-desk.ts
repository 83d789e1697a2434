import { type AgentForm, openFormOf, refusedValues } from '../dialogue';
import type { Json } from '../kernel/json';
import type { Transaction } from '../kernel/transaction';
import { loadConversation } from './conversation';
import { worldOf } from './dialogue-turn';
import type { TurnDeps } from './turn-deps';
import type { TurnRunner } from './turn-runner';

export type FillResult =
  | { kind: 'filled'; form: AgentForm | undefined }
  /** None was filled in: these slots do not take what was given. */
  | { kind: 'refused'; slots: string[] }
  | { kind: 'no_form' }
  /** `allowed` said no. */
  | { kind: 'not_allowed' };

/** The open form of a follower, as their agent sees it and fills it in. */
export class FormDesk {
  constructor(
    private readonly deps: TurnDeps,
    private readonly turns: TurnRunner,
  ) {}

  async read(followerId: string): Promise<AgentForm | undefined> {
    const conversation = await loadConversation(this.deps, followerId);
    return openFormOf(conversation.state, worldOf(this.deps, conversation, this.deps.clock.now()));
  }

  /** Fills in all values or none. `allowed` is asked inside the unit. */
  async fill(
    followerId: string,
    values: Readonly<Record<string, Json>>,
    allowed: (tx: Transaction) => Promise<boolean>,
  ): Promise<FillResult> {
    const { clock } = this.deps;
    const done = await this.turns.act<FillResult | 'filled'>(followerId, async (tx, conversation) => {
      if (!(await allowed(tx))) return { value: { kind: 'not_allowed' } };
      const world = worldOf(this.deps, conversation, clock.now());
      if (openFormOf(conversation.state, world) === undefined) return { value: { kind: 'no_form' } };
      const slots = refusedValues(conversation.state, world, values);
      if (slots.length > 0) return { value: { kind: 'refused', slots } };
      return { value: 'filled', event: { kind: 'fill_slot', values: { ...values } } };
    });
    return done === 'filled' ? { kind: 'filled', form: await this.read(followerId) } : done;
  }
}
