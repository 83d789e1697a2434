import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last number given out in a series on a day. */
@Entity('daily_counter')
export class DailyCounterEntity {
  @PrimaryColumn({ type: 'text' })
  series!: string;

  /** YYMMDD in Asia/Shanghai. */
  @PrimaryColumn({ type: 'text' })
  day!: string;

  @Column({ type: 'integer' })
  last!: number;
}
