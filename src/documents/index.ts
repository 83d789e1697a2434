/** Documents, tools, patches and the curated list, each for everyone or for a role (F-08). */
export {
  chooseDocuments,
  DOCUMENT_LISTS,
  type Document,
  type DocumentFields,
  offerDocument,
} from './document';
export { DocumentEntity, DocumentHandoutEntity } from './document-entity';
export { documentFields } from './document-fields';
export {
  addDocument,
  changeDocument,
  findDocuments,
  listDocuments,
  seedDocumentsWhenEmpty,
} from './document-service';
export { loadDocuments, parseDocuments } from './documents-file';
