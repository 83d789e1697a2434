import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** A picture, voice message or video of a follower, saved before the platform deletes it after three days. */
@Entity('media')
@Index('media_follower', ['followerId'])
export class MediaEntity {
  /** The platform's media id. */
  @PrimaryColumn({ name: 'media_id', type: 'text' })
  mediaId!: string;

  @Column({ name: 'follower_id', type: 'text' })
  followerId!: string;

  @Column({ type: 'text' })
  kind!: string;

  /** Below DATA_DIR/media. */
  @Column({ type: 'text' })
  path!: string;

  @Column({ name: 'content_type', type: 'text' })
  contentType!: string;

  @Column({ type: 'integer' })
  bytes!: number;

  @Column({ name: 'saved_at', ...instant() })
  savedAt!: number;
}
