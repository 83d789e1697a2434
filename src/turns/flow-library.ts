import { type Flow, readFlow } from '../dialogue/flow';
import type { Reader, UnitOfWork } from '../kernel/transaction';
import { FlowRevisionEntity } from './flow-revision-entity';

/**
 * The flows in force, and every revision that a conversation may still be in. Old revisions are read from the database
 * and parsed when somebody needs them.
 */
export class FlowLibrary {
  private readonly known = new Map<string, Flow | undefined>();

  private constructor(
    /** The flows of the content folder, by id. */
    readonly current: ReadonlyMap<string, Flow>,
    private readonly stored: ReadonlyMap<string, string>,
  ) {
    for (const flow of current.values()) this.known.set(keyOf(flow.id, flow.revision), flow);
  }

  /** Keeps the revisions that are new, and reads those of earlier days. */
  static async open(
    flows: readonly Flow[],
    { unitOfWork, reader, now }: { unitOfWork: UnitOfWork; reader: Reader; now: number },
  ): Promise<FlowLibrary> {
    await unitOfWork.run(async (tx) => {
      for (const { id, revision, yaml } of flows) {
        await tx.execute(
          `INSERT INTO flow_revision (flow, revision, yaml, first_seen_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (flow, revision) DO NOTHING`,
          [id, revision, yaml, now],
        );
      }
    });
    const rows = await reader.manager.find(FlowRevisionEntity);
    return new FlowLibrary(
      new Map(flows.map((flow) => [flow.id, flow])),
      new Map(rows.map((row) => [keyOf(row.flow, row.revision), row.yaml])),
    );
  }

  /** A flow in one of its revisions; undefined when it is not kept, or can no longer be read by this version. */
  find(id: string, revision: string): Flow | undefined {
    const key = keyOf(id, revision);
    if (!this.known.has(key)) {
      const yaml = this.stored.get(key);
      this.known.set(
        key,
        yaml === undefined ? undefined : readFlow({ name: `${id}@${revision}`, text: yaml }).flow,
      );
    }
    return this.known.get(key);
  }
}

function keyOf(id: string, revision: string): string {
  return `${id}@${revision}`;
}
