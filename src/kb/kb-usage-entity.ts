import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** How often an entry was read, and what followers thought of it. Apart from the entry: it changes with every answer. */
@Entity('kb_usage')
@Index('kb_usage_views', ['views'])
export class KbUsageEntity {
  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ type: 'integer', default: 0 })
  views!: number;

  @Column({ type: 'integer', default: 0 })
  helpful!: number;

  @Column({ type: 'integer', default: 0 })
  unhelpful!: number;
}

/** What a follower thinks of an entry: one vote each, the last one counts. */
@Entity('kb_vote')
export class KbVoteEntity {
  @PrimaryColumn({ name: 'follower_id', type: 'text' })
  followerId!: string;

  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ type: 'boolean' })
  helpful!: boolean;

  @Column({ ...instant() })
  at!: number;
}
