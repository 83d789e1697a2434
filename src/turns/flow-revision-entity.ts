import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** A flow file as it once ran. A conversation goes on with the revision it began with, also after the file changed. */
@Entity('flow_revision')
export class FlowRevisionEntity {
  @PrimaryColumn({ type: 'text' })
  flow!: string;

  /** Fingerprint of the file. */
  @PrimaryColumn({ type: 'text' })
  revision!: string;

  @Column({ type: 'text' })
  yaml!: string;

  @Column({ name: 'first_seen_at', ...instant() })
  firstSeenAt!: number;
}
