/** How well a follower is known (S3-56, S3-57). Who has a level has the rights of those before it. */
export type Level = 'follower' | 'registered' | 'vip';

/** What is stored about a follower's rights. */
export interface Standing {
  /** The phone number was confirmed by a one-time code. */
  bound: boolean;
  /** The unit that the follower is bound to. */
  unit: { enabled: boolean /** YYYY-MM-DD, the last day of service */; validUntil: string } | undefined;
  unitAdmin: boolean;
  internal: boolean;
  tad: boolean;
}

/** What the follower may do now. */
export interface Rights {
  level: Level;
  vip: boolean;
  unitAdmin: boolean;
  internal: boolean;
  tad: boolean;
  /** What guards of flows ask for with `role('…')`. */
  roles: string[];
}

/**
 * The policy table of S3-57. Everything beyond `follower` needs a confirmed phone. VIP is who belongs to a unit whose
 * service code is valid on `today` (YYYY-MM-DD); an administrator of a unit is one only while the unit is served.
 */
export function judgeRights(standing: Standing, today: string): Rights {
  const { bound, unit } = standing;
  const served = bound && unit?.enabled === true;
  const vip = served && unit.validUntil >= today;
  const unitAdmin = served && standing.unitAdmin;
  const internal = bound && standing.internal;
  const tad = bound && standing.tad;
  const roles = Object.entries({
    follower: true,
    registered: bound,
    vip,
    tad,
    unit_admin: unitAdmin,
    internal,
  })
    .filter(([, has]) => has)
    .map(([role]) => role);
  return { level: vip ? 'vip' : bound ? 'registered' : 'follower', vip, unitAdmin, internal, tad, roles };
}

const ZONE_MS = 8 * 3_600_000;

/** The day of an instant (epoch ms) in Asia/Shanghai, which keeps no summer time: YYYY-MM-DD. */
export function dayOf(now: number): string {
  return new Date(now + ZONE_MS).toISOString().slice(0, 10);
}
