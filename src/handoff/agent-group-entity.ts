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

  @Column({ name: 'created_at', ...instant() })
  createdAt!: number;
}
