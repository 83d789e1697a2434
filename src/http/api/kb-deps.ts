import type { EntryDesk, GapDesk, Golden, KnowledgeBase } from '../../kb';

/** What the routes of the knowledge base need beside `StaffApiDeps`. */
export interface KbApiDeps {
  knowledge: KnowledgeBase;
  entries: EntryDesk;
  gaps: GapDesk;
  golden: () => readonly Golden[];
}
