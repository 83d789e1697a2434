import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** A group of agents with the product lines that it knows. */
@Entity('agent_group')
@Index('agent_group_name', ['name'], { unique: true })
export class AgentGroupEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  /** Values of the catalog. */
  @Column({ type: 'simple-json' })
  products!: string[];

  /** Name of a schedule of hours.yaml; null: that of `handoff`. */
  @Column({ type: 'text', nullable: true })
  schedule!: string | null;

  @Column({ name: 'created_at', ...instant() })
  createdAt!: number;
}
