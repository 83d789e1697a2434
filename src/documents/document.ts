import { normaliseText } from '../dialogue';

export const DOCUMENT_KINDS = ['document', 'tool', 'patch', 'share'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Whom a document is for: everyone, or who has this role. */
export const DOCUMENT_NEEDS = ['everyone', 'registered', 'vip', 'unit_admin', 'internal'] as const;
export type DocumentNeeds = (typeof DOCUMENT_NEEDS)[number];

/** What followers ask for: documents (S3-28), tools and patches (S3-33), the curated list (S3-48). */
export const DOCUMENT_LISTS = ['documents', 'downloads', 'shares'] as const;
export type DocumentList = (typeof DOCUMENT_LISTS)[number];

/** Something to read or to download. */
export interface DocumentFields {
  title: string;
  kind: DocumentKind;
  product: string;
  link: string;
  /** As people read it: `3.2 MB`, `12 页`; may be empty. */
  size: string;
  needs: DocumentNeeds;
  keywords: string[];
  /** YYYY-MM-DD. */
  publishedOn: string;
}

export interface Document extends DocumentFields {
  id: number;
  /** False: withdrawn, followers do not find it. */
  enabled: boolean;
  /** How many times its link was handed out. */
  downloads: number;
  /** Epoch milliseconds. */
  updatedAt: number;
}

/** A document as one follower may see it. A type, so that it is JSON too. */
export type OfferedDocument = {
  title: string;
  product: string;
  size: string;
  publishedOn: string;
  /** Null: not for this follower, but for whom `onlyFor` names. */
  link: string | null;
  onlyFor: DocumentNeeds | null;
};

const KINDS: Record<DocumentList, readonly DocumentKind[]> = {
  documents: ['document'],
  downloads: ['tool', 'patch'],
  shares: ['share'],
};
/** Shorter keywords inside a sentence say too little. */
const MIN_KEYWORD = 2;

/**
 * The documents of a list that have the words: first those with every word in title, product or keywords, then those of which
 * a keyword stands in what was said (星云的安装手册). Of equal ones, and without words, downloads by how often they were
 * taken, the others by their day, the newest first.
 */
export function chooseDocuments<One extends Omit<Document, 'updatedAt'>>(
  documents: readonly One[],
  { list, words, limit }: { list: DocumentList; words: string; limit: number },
): One[] {
  const said = normaliseText(words);
  const parts = words.split(/\s+/u).map(normaliseText).filter(Boolean);
  // Only signs: that is no word of any document.
  if (said === '' && words.trim() !== '') return [];
  return documents
    .filter(({ kind, enabled }) => enabled && KINDS[list].includes(kind))
    .map((document) => ({ document, rank: rankOf(document, said, parts) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || compare(list, a.document, b.document))
    .slice(0, limit)
    .map(({ document }) => document);
}

function rankOf(
  { title, product, keywords }: DocumentFields,
  said: string,
  parts: readonly string[],
): number {
  const own = [title, product, ...keywords].map(normaliseText);
  if (parts.every((part) => own.some((text) => text.includes(part)))) return 2;
  const names = [title, ...keywords].map(normaliseText);
  return names.some((name) => name.length >= MIN_KEYWORD && said.includes(name)) ? 1 : 0;
}

function compare(list: DocumentList, a: Omit<Document, 'updatedAt'>, b: Omit<Document, 'updatedAt'>): number {
  const taken = list === 'downloads' ? b.downloads - a.downloads : 0;
  return taken || b.publishedOn.localeCompare(a.publishedOn) || a.id - b.id;
}

/** May somebody with these roles have the link? */
export function mayHave({ needs }: Pick<Document, 'needs'>, roles: readonly string[]): boolean {
  return needs === 'everyone' || roles.includes(needs);
}

/** What a follower with these roles sees of a document. */
export function offerDocument(
  document: Omit<Document, 'updatedAt'>,
  roles: readonly string[],
): OfferedDocument {
  const { title, product, size, publishedOn, link, needs } = document;
  const may = mayHave(document, roles);
  return { title, product, size, publishedOn, link: may ? link : null, onlyFor: may ? null : needs };
}
