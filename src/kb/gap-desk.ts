import type { Clock } from '../kernel/clock';
import type { Reader, UnitOfWork } from '../kernel/transaction';
import { type ChatTalk, type Proposal, proposalsOf } from './chat-proposals';
import { type EditOptions, type EntryDesk, type EntryResult } from './entry-desk';
import { clusterMisses, type Gap, type GapMiss } from './gaps';
import { slugOf } from './help-page';
import type { KbEntry } from './kb-entry';
import type { MissReason } from './kb-miss-entity';
import type { KnowledgeBase } from './knowledge-base';
import { NO_LIMITS } from './validity';

export interface GapDeskDeps {
  unitOfWork: UnitOfWork;
  reader: Reader;
  clock: Clock;
  knowledge: KnowledgeBase;
  entries: EntryDesk;
  /** Chats that agents served and that ended since `since` (epoch ms). */
  readChats: (page: { since: number; limit: number }) => Promise<readonly ChatTalk[]>;
  /** What is known of a follower, to be masked: name, unit, phone. */
  personalOf: (followerId: string) => Promise<readonly string[]>;
}

/** An entry that is near to a gap. */
export interface Near {
  key: string;
  question: string;
  /** 0–1. */
  score: number;
}

export type GapView = Gap & { nearest: Near[] };
export type ProposalView = Proposal & { nearest: Near[] };

/** What became of a gap: the entry, a refusal of the entry's own rules, or no such gap any more. */
export type GapResult = EntryResult | { ok: false; code: 'NO_GAP' };

/** How far back is looked, and how much is compared. */
const WITHIN_MS = 90 * 86_400_000;
const MOST_MISSES = 600;
const CHATS_WITHIN_MS = 30 * 86_400_000;
const MOST_CHATS = 200;
const NEAREST = 3;

/** What the knowledge base lacks, and what is done about it. */
export class GapDesk {
  constructor(private readonly deps: GapDeskDeps) {}

  /** The gaps that most followers met, first. */
  async list(limit: number): Promise<GapView[]> {
    const gaps = await clusterMisses(await this.openMisses(), this.deps.knowledge.engine);
    return gaps.slice(0, limit).map((gap) => ({ ...gap, nearest: this.nearest(gap.question) }));
  }

  async find(id: number): Promise<GapView | undefined> {
    const gaps = await clusterMisses(await this.openMisses(), this.deps.knowledge.engine);
    const gap = gaps.find((one) => one.questions.some((question) => question.id === id));
    return gap === undefined ? undefined : { ...gap, nearest: this.nearest(gap.question) };
  }

  /** Adds the gap's question (or `text`) to an entry as another wording. */
  async addTo(
    id: number,
    key: string,
    options: EditOptions & { text?: string | undefined },
  ): Promise<GapResult> {
    const gap = await this.find(id);
    if (gap === undefined) return { ok: false, code: 'NO_GAP' };
    const { text = gap.draftSimilar, ...edit } = options;
    const reason = edit.editor.reason || `${gap.followers} 位用户问过`;
    const result = await this.deps.entries.addPhrasing(key, text, {
      ...edit,
      editor: { ...edit.editor, reason },
    });
    if (result.ok) await this.settle(gap, 'added', key, edit.editor.staffId);
    return result;
  }

  /** Opens a draft from the gap; its answer is what an agent answered to such a question, if one did. */
  async draft(id: number, options: EditOptions & { key?: string | undefined }): Promise<GapResult> {
    const gap = await this.find(id);
    if (gap === undefined) return { ok: false, code: 'NO_GAP' };
    const others = gap.questions
      .map(({ text }) => text)
      .filter((text) => text !== gap.draftSimilar && !text.includes('*'))
      .slice(0, 6);
    const replied = await this.replyTo(gap);
    const result = await this.openDraft(
      { question: gap.draftSimilar, similar: others, answer: replied, near: gap.nearest[0] },
      options,
    );
    if (result.ok) await this.settle(gap, 'added', result.entry.key, options.editor.staffId);
    return result;
  }

  async dismiss(id: number, staffId: string | null): Promise<boolean> {
    const gap = await this.find(id);
    if (gap !== undefined) await this.settle(gap, 'dismissed', null, staffId);
    return gap !== undefined;
  }

  /** Drafts that could be made of what agents answered lately: only where the bot has no answer of its own. */
  async proposals(limit: number): Promise<ProposalView[]> {
    const { reader, knowledge, clock } = this.deps;
    const chats = await this.deps.readChats({ since: clock.now() - CHATS_WITHIN_MS, limit: MOST_CHATS });
    const decided = new Set(
      (await reader.query<{ message_id: number }>('SELECT message_id FROM kb_proposal')).map(
        ({ message_id: id }) => id,
      ),
    );
    const found: ProposalView[] = [];
    for (const chat of chats) {
      const personal = await this.deps.personalOf(chat.followerId);
      for (const proposal of proposalsOf(chat, personal)) {
        if (found.length >= limit) return found;
        if (decided.has(proposal.id)) continue;
        if (knowledge.decideAmongEntries(proposal.question).kind === 'answer') continue;
        found.push({ ...proposal, nearest: this.nearest(proposal.question) });
      }
    }
    return found;
  }

  /** Opens a draft from a proposal. */
  async draftProposal(id: number, options: EditOptions & { key?: string | undefined }): Promise<GapResult> {
    const proposal = (await this.proposals(Number.MAX_SAFE_INTEGER)).find((one) => one.id === id);
    if (proposal === undefined) return { ok: false, code: 'NO_GAP' };
    const { question, answer, nearest } = proposal;
    const result = await this.openDraft({ question, similar: [], answer, near: nearest[0] }, options);
    if (result.ok) await this.decide(id, 'drafted', result.entry.key, options.editor.staffId);
    return result;
  }

  async dismissProposal(id: number, staffId: string | null): Promise<boolean> {
    const known = (await this.proposals(Number.MAX_SAFE_INTEGER)).some((one) => one.id === id);
    if (known) await this.decide(id, 'dismissed', null, staffId);
    return known;
  }

  private nearest(text: string): Near[] {
    const { knowledge } = this.deps;
    return knowledge.search(text, NEAREST).map(({ id, score }) => ({
      key: id,
      question: knowledge.entry(id)?.question ?? '',
      score,
    }));
  }

  private async openMisses(): Promise<GapMiss[]> {
    const { reader, clock } = this.deps;
    const rows = await reader.query<{
      id: number;
      sample_text: string;
      followers: number;
      times: number;
      reason: MissReason;
      last_at: number | string;
    }>(
      `SELECT id, sample_text, followers, times, reason, last_at FROM kb_miss
       WHERE state = 'open' AND last_at >= $1 ORDER BY followers DESC, times DESC, id LIMIT $2`,
      [clock.now() - WITHIN_MS, MOST_MISSES],
    );
    const asked = await reader.query<{ miss_id: number; follower_id: string }>(
      `SELECT f.miss_id, f.follower_id FROM kb_miss_follower f JOIN kb_miss m ON m.id = f.miss_id
       WHERE m.state = 'open' AND m.last_at >= $1`,
      [clock.now() - WITHIN_MS],
    );
    const byMiss = new Map<number, string[]>();
    for (const { miss_id: id, follower_id: follower } of asked) {
      const known = byMiss.get(id);
      if (known === undefined) byMiss.set(id, [follower]);
      else known.push(follower);
    }
    return rows.map(({ id, sample_text: text, followers, times, reason, last_at: lastAt }) => ({
      id,
      text,
      followers,
      times,
      reason,
      lastAt: Number(lastAt),
      followerIds: byMiss.get(id) ?? [],
    }));
  }

  /** What an agent answered to a question of this gap. */
  private async replyTo(gap: Gap): Promise<string> {
    const proposals = await this.proposals(MOST_CHATS);
    if (proposals.length === 0) return '';
    const clusters = await clusterMisses(
      [
        { ...asMiss(0, gap.question), followers: Number.MAX_SAFE_INTEGER },
        ...proposals.map(({ id, question }) => asMiss(id, question)),
      ],
      this.deps.knowledge.engine,
    );
    const own = clusters.find(({ questions }) => questions.some(({ id }) => id === 0));
    const match = own?.questions.find(({ id }) => id !== 0);
    return proposals.find(({ id }) => id === match?.id)?.answer ?? '';
  }

  private async openDraft(
    draft: { question: string; similar: string[]; answer: string; near: Near | undefined },
    { key, ...options }: EditOptions & { key?: string | undefined },
  ): Promise<EntryResult> {
    const { entries } = this.deps;
    const near = draft.near === undefined ? undefined : await entries.read(draft.near.key);
    const content: KbEntry = {
      key: key ?? (await this.freeKey(slugOf(draft.question) || 'draft')),
      question: draft.question,
      similar: draft.similar,
      answer: draft.answer,
      category: near?.category ?? '未分类',
      product: null,
      tags: [],
      ...NO_LIMITS,
    };
    return entries.create(content, 'draft', options);
  }

  private async freeKey(wanted: string): Promise<string> {
    let key = wanted;
    for (let number = 2; (await this.deps.entries.read(key)) !== undefined; number += 1) {
      key = `${wanted}-${number}`;
    }
    return key;
  }

  private async settle(
    gap: Gap,
    state: 'added' | 'dismissed',
    key: string | null,
    staffId: string | null,
  ): Promise<void> {
    const now = this.deps.clock.now();
    await this.deps.unitOfWork.run(async (tx) => {
      for (const { id } of gap.questions) {
        await tx.execute(
          'UPDATE kb_miss SET state = $1, resolved_key = $2, resolved_by = $3, resolved_at = $4 WHERE id = $5',
          [state, key, staffId, now, id],
        );
      }
    });
  }

  private async decide(
    messageId: number,
    decision: 'drafted' | 'dismissed',
    key: string | null,
    staffId: string | null,
  ): Promise<void> {
    const now = this.deps.clock.now();
    await this.deps.unitOfWork.run((tx) =>
      tx.execute(
        `INSERT INTO kb_proposal (message_id, decision, entry_key, staff_id, at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (message_id) DO NOTHING`,
        [messageId, decision, key, staffId, now],
      ),
    );
  }
}

function asMiss(id: number, text: string): GapMiss {
  return { id, text, followers: 1, times: 1, reason: 'none', lastAt: 0, followerIds: [] };
}
