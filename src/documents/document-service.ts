import { In } from 'typeorm';
import type { Reader, Transaction } from '../kernel/transaction';
import {
  chooseDocuments,
  type Document,
  type DocumentFields,
  type DocumentKind,
  type DocumentList,
  mayHave,
  type OfferedDocument,
  offerDocument,
} from './document';
import { DocumentEntity, DocumentHandoutEntity } from './document-entity';

/** Finds documents for a follower, and counts and writes down each link that they get (S3-28). */
export async function findDocuments(
  tx: Transaction,
  asked: { list: DocumentList; words: string; limit: number },
  { followerId, roles, now }: { followerId: string; roles: readonly string[]; now: number },
): Promise<OfferedDocument[]> {
  const found = chooseDocuments(await tx.manager.findBy(DocumentEntity, { enabled: true }), asked);
  const handed = found.filter((document) => mayHave(document, roles)).map(({ id }) => id);
  if (handed.length > 0) {
    await tx.manager.increment(DocumentEntity, { id: In(handed) }, 'downloads', 1);
    await tx.manager.insert(
      DocumentHandoutEntity,
      handed.map((documentId) => ({ documentId, followerId, handedAt: now })),
    );
  }
  return found.map((document) => offerDocument(document, roles));
}

/** All documents in the order of their ids, withdrawn ones too. */
export async function listDocuments(
  reader: Reader,
  page: { kind?: DocumentKind | undefined; after?: number | undefined; limit: number },
): Promise<Document[]> {
  const query = reader.manager
    .createQueryBuilder(DocumentEntity, 'document')
    .orderBy('document.id')
    .take(page.limit);
  if (page.kind !== undefined) query.andWhere('document.kind = :kind', { kind: page.kind });
  if (page.after !== undefined) query.andWhere('document.id > :after', { after: page.after });
  return query.getMany();
}

export async function addDocument(tx: Transaction, given: DocumentFields, now: number): Promise<Document> {
  return tx.manager.save(DocumentEntity, { ...given, enabled: true, downloads: 0, updatedAt: now });
}

/** What administrators change; `enabled: false` withdraws it. */
export type DocumentPatch = {
  [Field in keyof DocumentFields | 'enabled']?: Document[Field] | undefined;
};

/** Undefined: there is no such document. */
export async function changeDocument(
  tx: Transaction,
  id: number,
  patch: DocumentPatch,
  now: number,
): Promise<Document | undefined> {
  const before = await tx.manager.findOneBy(DocumentEntity, { id });
  if (before === null) return undefined;
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  await tx.manager.update(DocumentEntity, { id }, { ...given, updatedAt: now });
  return { ...before, ...given, updatedAt: now };
}

/** Puts in the documents of the file when there are none yet. */
export async function seedDocumentsWhenEmpty(
  tx: Transaction,
  documents: readonly DocumentFields[],
  now: number,
): Promise<void> {
  if (documents.length === 0 || (await tx.manager.count(DocumentEntity)) > 0) return;
  await tx.manager.insert(
    DocumentEntity,
    documents.map((one) => ({ ...one, updatedAt: now })),
  );
}
