import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instant } from '../kernel/columns';

/** One row, counted up by every change of the knowledge base, so that other processes notice. */
@Entity('kb_version')
export class KbVersionEntity {
  @PrimaryColumn({ type: 'integer' })
  id!: number;

  @Column({ ...instant() })
  version!: number;
}
