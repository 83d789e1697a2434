import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instant } from '../kernel/columns';
import type { Document, DocumentKind, DocumentNeeds } from './document';

/** Something to read or to download (F-08). */
@Entity('document')
export class DocumentEntity implements Document {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  kind!: DocumentKind;

  @Column({ type: 'text' })
  product!: string;

  @Column({ type: 'text' })
  link!: string;

  @Column({ type: 'text' })
  size!: string;

  @Column({ type: 'text' })
  needs!: DocumentNeeds;

  @Column({ type: 'simple-json' })
  keywords!: string[];

  /** YYYY-MM-DD. */
  @Column({ name: 'published_on', type: 'text' })
  publishedOn!: string;

  @Column({ type: 'boolean', default: true })
  enabled!: boolean;

  @Column({ type: 'integer', default: 0 })
  downloads!: number;

  @Column({ name: 'updated_at', ...instant() })
  updatedAt!: number;
}

/** A link that was given to a follower: who, what, when. */
@Entity('document_handout')
@Index('document_handout_document', ['documentId', 'handedAt'])
@Index('document_handout_follower', ['followerId'])
export class DocumentHandoutEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id!: number;

  @Column({ name: 'document_id', type: 'integer' })
  documentId!: number;

  /** Null once the follower was erased. */
  @Column({ name: 'follower_id', type: 'text', nullable: true })
  followerId!: string | null;

  @Column({ name: 'handed_at', ...instant() })
  handedAt!: number;
}
