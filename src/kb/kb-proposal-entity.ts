import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** What was decided about a draft proposed from a chat: it is not proposed again. */
@Entity('kb_proposal')
export class KbProposalEntity {
  /** Id of the agent's message. */
  @PrimaryColumn({ name: 'message_id', type: 'integer' })
  messageId!: number;

  @Column({ type: 'text' })
  decision!: 'drafted' | 'dismissed';

  /** The entry that was made of it. */
  @Column({ name: 'entry_key', type: 'text', nullable: true })
  entryKey!: string | null;

  @Column({ name: 'staff_id', type: 'text', nullable: true })
  staffId!: string | null;

  @Column({ ...instant() })
  at!: number;
}
