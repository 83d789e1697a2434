import type { Transaction } from '../kernel/transaction';

/** What a code of an agent carries, with the agent's user name behind it. */
const SCENE = /^agent_(\S{1,40})$/;

/** The scene of an agent's code: to be given to the platform when the code is made. */
export function sceneOf(username: string): string {
  return `agent_${username}`;
}

/** The user name in the scene of a scanned code; undefined when it is no agent's. */
export function agentOfScene(scene: string): string | undefined {
  return SCENE.exec(scene)?.[1];
}

/** Whose code was scanned last counts, until it expires (epoch ms) or is used. */
export async function rememberScan(
  tx: Transaction,
  scan: { followerId: string; staffId: string; expiresAt: number },
): Promise<void> {
  await tx.execute(
    `INSERT INTO agent_scan (follower_id, staff_id, expires_at) VALUES ($1, $2, $3)
     ON CONFLICT (follower_id) DO UPDATE SET staff_id = excluded.staff_id, expires_at = excluded.expires_at`,
    [scan.followerId, scan.staffId, scan.expiresAt],
  );
}

/** The agent for the follower's next chat, once: null when no code was scanned, or too long ago. */
export async function takeScan(tx: Transaction, followerId: string, now: number): Promise<string | null> {
  const [scan] = await tx.query<{ staff_id: string; expires_at: number | string }>(
    'DELETE FROM agent_scan WHERE follower_id = $1 RETURNING staff_id, expires_at',
    [followerId],
  );
  return scan !== undefined && Number(scan.expires_at) > now ? scan.staff_id : null;
}
