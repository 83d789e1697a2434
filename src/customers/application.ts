/** What a follower can apply for (S3-08, S3-56). */
export const APPLICATION_KINDS = ['vip', 'unit_admin', 'internal'] as const;
export type ApplicationKind = (typeof APPLICATION_KINDS)[number];

export const APPLICATION_STATUSES = ['待审核', '已通过', '未通过'] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

/** As followers read it. */
export const APPLICATION_NAMES: Record<ApplicationKind, string> = {
  vip: 'VIP',
  unit_admin: '单位管理员',
  internal: '内部员工',
};

/** Instants are epoch milliseconds. */
export interface Application {
  /** `YYMMDD-NNNNN` */
  number: string;
  followerId: string;
  kind: ApplicationKind;
  /** The unit that they say they belong to. */
  orgName: string | null;
  /** What they wrote for whoever decides. */
  note: string | null;
  status: ApplicationStatus;
  createdAt: number;
  reviewedAt: number | null;
  reviewedBy: string | null;
  /** Why it was refused, or what was noted. */
  reason: string | null;
}

/** Why a follower with these rights cannot apply now; undefined when they can. */
export function refuseApplication(
  kind: ApplicationKind,
  profile: {
    bound_phone: string | null;
    unit_code: string | null;
    vip: boolean;
    unit_admin: boolean;
    internal: boolean;
  },
): 'NOT_BOUND' | 'NO_UNIT' | 'HAS_ALREADY' | undefined {
  if (profile.bound_phone === null) return 'NOT_BOUND';
  if (profile[kind]) return 'HAS_ALREADY';
  return kind === 'unit_admin' && profile.unit_code === null ? 'NO_UNIT' : undefined;
}
