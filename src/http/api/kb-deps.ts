import type { EntryDesk, Golden, KnowledgeBase } from '../../kb';

/** What the routes of the knowledge base need beside `StaffApiDeps`. */
export interface KbApiDeps {
  knowledge: KnowledgeBase;
  entries: EntryDesk;
  golden: () => readonly Golden[];
}
