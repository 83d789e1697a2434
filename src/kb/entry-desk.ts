import type { Clock } from '../kernel/clock';
import type { Reader, UnitOfWork } from '../kernel/transaction';
import { countEntries, type EntryFilter, type EntryView, findEntries, viewEntries } from './find-entries';
import { compareDecisions, type GateReport, type Golden } from './golden-gate';
import { contentHash, contentOf, type EntryStatus, type KbEntry } from './kb-entry';
import { KbEntryEntity } from './kb-entry-entity';
import { KbEntryVersionEntity } from './kb-entry-version-entity';
import type { EntryChange, KnowledgeBase } from './knowledge-base';
import { type Editor, type NextVersion, saveVersion } from './save-version';
import { bumpVersion } from './version';

export type { EntryFilter, EntryView } from './find-entries';

export interface EntryDeskDeps {
  unitOfWork: UnitOfWork;
  reader: Reader;
  clock: Clock;
  knowledge: KnowledgeBase;
  /** The questions that every change is measured with; read anew each time. */
  golden: () => readonly Golden[];
}

/** Why an entry was not changed; else the entry as it is now, and what the change does to the golden questions. */
export type EntryResult =
  | { ok: true; entry: EntryView; gate?: GateReport }
  | { ok: false; code: 'NOT_FOUND' }
  /** The key is used. */
  | { ok: false; code: 'TAKEN' }
  /** Somebody else changed it since it was read. */
  | { ok: false; code: 'CHANGED' }
  /** Another published entry has this very wording. */
  | { ok: false; code: 'DUPLICATE'; text: string; key: string }
  /** There is no answer to publish yet. */
  | { ok: false; code: 'NO_ANSWER' }
  /** Golden questions would be answered worse. */
  | { ok: false; code: 'REGRESSION'; gate: GateReport };

/** How a change is to be made. */
export interface EditOptions {
  editor: Editor;
  /** Also when golden questions get worse. */
  force?: boolean | undefined;
  /** The version that the editor saw; another one by now is CHANGED. */
  version?: number | undefined;
}

/** A version of an entry as people read it. */
export interface VersionView {
  version: number;
  status: EntryStatus;
  content: KbEntry;
  at: number;
  changedBy: string | null;
  changedByName: string;
  reason: string;
}

/** The entries as administrators handle them: every change is measured first, kept as a version, and answered at once. */
export class EntryDesk {
  constructor(private readonly deps: EntryDeskDeps) {}

  list(filter: EntryFilter): Promise<{ items: EntryView[]; total: number }> {
    return findEntries(this.deps.reader, filter);
  }

  /** All published entries, those included that are not valid today. */
  published(): Promise<KbEntry[]> {
    return this.deps.reader.manager.findBy(KbEntryEntity, { status: 'published' });
  }

  counts(): ReturnType<typeof countEntries> {
    return countEntries(this.deps.reader);
  }

  async read(key: string): Promise<EntryView | undefined> {
    const [view] = await viewEntries(this.deps.reader, [key]);
    return view;
  }

  /** All versions, the newest first; undefined when there is no such entry. */
  async versions(key: string): Promise<VersionView[] | undefined> {
    const { reader } = this.deps;
    const row = await reader.manager.findOneBy(KbEntryEntity, { key });
    if (row === null) return undefined;
    const { version, status, updatedAt: at, changedBy, changedByName, reason } = row;
    const now = { version, status, content: contentOf(row), at, changedBy, changedByName, reason };
    const older = await reader.manager.find(KbEntryVersionEntity, {
      where: { key },
      order: { version: 'DESC' },
    });
    return [now, ...older.map(({ key: _, ...rest }) => rest)];
  }

  create(content: KbEntry, status: 'draft' | 'published', options: EditOptions): Promise<EntryResult> {
    return this.save(content.key, options, (before) =>
      before === null ? { content, status, origin: 'person' } : 'TAKEN',
    );
  }

  change(key: string, patch: Partial<Omit<KbEntry, 'key'>>, options: EditOptions): Promise<EntryResult> {
    return this.save(key, options, (before) =>
      before === null
        ? 'NOT_FOUND'
        : { content: { ...contentOf(before), ...patch }, status: before.status, origin: 'person' },
    );
  }

  /** Publishes a draft or a retired entry, retires one, or makes it a draft again. */
  setStatus(key: string, status: EntryStatus, options: EditOptions): Promise<EntryResult> {
    return this.save(key, options, (before) =>
      before === null ? 'NOT_FOUND' : { content: contentOf(before), status, origin: 'person' },
    );
  }

  /** Makes the content of an older version the newest one; the status stays as it is. */
  async restore(key: string, version: number, options: EditOptions): Promise<EntryResult> {
    const old = await this.deps.reader.manager.findOneBy(KbEntryVersionEntity, { key, version });
    if (old === null) return { ok: false, code: 'NOT_FOUND' };
    return this.save(key, options, (before) =>
      before === null
        ? 'NOT_FOUND'
        : { content: contentOf(old.content), status: before.status, origin: 'person' },
    );
  }

  /** Adds another wording. One that the entry has already changes nothing. */
  addPhrasing(key: string, text: string, options: EditOptions): Promise<EntryResult> {
    return this.save(key, options, (before) => {
      if (before === null) return 'NOT_FOUND';
      const content = contentOf(before);
      const known = [content.question, ...content.similar].includes(text);
      if (!known) content.similar = [...content.similar, text];
      return { content, status: before.status, origin: 'person' };
    });
  }

  /**
   * Measures outside of the unit, since a unit searches nothing, and stores only when the entry is still the one that
   * was measured.
   */
  private async save(
    key: string,
    { editor, force = false, version }: EditOptions,
    plan: (before: KbEntryEntity | null) => NextVersion | 'TAKEN' | 'NOT_FOUND',
  ): Promise<EntryResult> {
    const { reader, unitOfWork, knowledge, clock } = this.deps;
    const before = await reader.manager.findOneBy(KbEntryEntity, { key });
    const next = plan(before);
    if (typeof next === 'string') return { ok: false, code: next };
    if (version !== undefined && version !== before?.version) return { ok: false, code: 'CHANGED' };
    if (before?.status === next.status && before.contentHash === contentHash(next.content)) {
      return this.done(key);
    }
    const change = changeOf(next);
    const touches = next.status === 'published' || before?.status === 'published';
    if (next.status === 'published') {
      if (next.content.answer.trim() === '') return { ok: false, code: 'NO_ANSWER' };
      const double = this.findDouble(next.content);
      if (double !== undefined) return { ok: false, code: 'DUPLICATE', ...double };
    }
    const gate = touches ? await this.measure([change]) : undefined;
    if (gate?.refused === true && !force) return { ok: false, code: 'REGRESSION', gate };

    const saved = await unitOfWork.run(async (tx) => {
      const stored = await tx.manager.findOneBy(KbEntryEntity, { key });
      if ((stored?.version ?? 0) !== (before?.version ?? 0)) return false;
      await saveVersion(tx, stored ?? undefined, next, { editor, now: clock.now() });
      const base = await bumpVersion(tx);
      tx.afterCommit(() => knowledge.applyChange(change, base));
      return true;
    });
    return saved ? this.done(key, gate) : { ok: false, code: 'CHANGED' };
  }

  private async done(key: string, gate?: GateReport): Promise<EntryResult> {
    const entry = await this.read(key);
    if (entry === undefined) return { ok: false, code: 'NOT_FOUND' };
    return { ok: true, entry, ...(gate === undefined ? {} : { gate }) };
  }

  /** What changes would do to the golden questions. */
  private async measure(changes: readonly EntryChange[]): Promise<GateReport> {
    const golden = this.deps.golden();
    const { before, after } = await this.deps.knowledge.tryOut(changes, golden);
    return compareDecisions(golden, before, after);
  }

  private findDouble({ key, question, similar }: KbEntry): { text: string; key: string } | undefined {
    for (const text of [question, ...similar]) {
      const owner = this.deps.knowledge.ownerOf(text);
      if (owner !== undefined && owner !== key) return { text, key: owner };
    }
    return undefined;
  }
}

function changeOf({ content, status }: NextVersion): EntryChange {
  return status === 'published' ? { kind: 'saved', entry: content } : { kind: 'removed', key: content.key };
}
