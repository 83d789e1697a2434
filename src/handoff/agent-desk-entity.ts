import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an account may take as an agent. Who has no row takes what the settings say, of every group. */
@Entity('agent_desk')
export class AgentDeskEntity {
  @PrimaryColumn({ name: 'staff_id', type: 'text' })
  staffId!: string;

  /** Chats at the same time; null: as the settings say. */
  @Column({ type: 'integer', nullable: true })
  capacity!: number | null;

  @Column({ name: 'group_ids', type: 'simple-json' })
  groupIds!: string[];

  /** False: at work, and not to be given chats automatically. */
  @Column({ type: 'boolean', default: true })
  accepting!: boolean;
}
