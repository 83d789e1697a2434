import { agentOfScene, type HandoffSettings, rememberScan } from '../handoff';
import { hasRole, type StaffService } from '../staff';
import type { TurnDeps } from './turn-deps';

/** Notes whose code a follower scanned (S4-14): an agent who still has an account. */
export function noteScans(
  staff: Pick<StaffService, 'list'>,
  { scanMs }: Pick<HandoffSettings, 'scanMs'>,
): NonNullable<TurnDeps['scanned']> {
  return async (tx, { followerId, scene, now }) => {
    const username = agentOfScene(scene);
    if (username === undefined || scanMs === 0) return undefined;
    const agent = (await staff.list(tx)).find(
      (one) => one.username === username && !one.disabled && hasRole(one, ['agent']),
    );
    if (agent === undefined) return undefined;
    await rememberScan(tx, { followerId, staffId: agent.id, expiresAt: now + scanMs });
    return agent.name;
  };
}
