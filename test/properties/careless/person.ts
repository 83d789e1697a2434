import { dayOf, judgeRights, type Standing } from '../../../src/customers/level';
import type { SlotType } from '../../../src/dialogue';
import type { Json } from '../../../src/kernel/json';

const OWN = {
  a: { name: '欧阳青鸟', phone: '13900007711', email: 'qingniao.a@example.com', org: '青鸟甲科技有限公司' },
  b: { name: '司马白鹿', phone: '13600008822', email: 'bailu.b@example.com', org: '白鹿乙制造有限公司' },
};

/** What a form told the business about a follower. */
interface Told {
  name?: string;
  phone?: string;
  email?: string;
  orgName?: string;
}

/** A follower with data of their own, which nobody else may ever see. */
export class Person {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly org: string;
  /** Numbers and codes that they were told, by the type of slot that takes them. */
  readonly knows: Partial<Record<SlotType, string[]>> = {};
  boundPhone: string | null = null;
  unit: { code: string; validUntil: string } | null = null;
  /** The rights that they applied for. */
  readonly applied: string[] = [];
  /** The version of the privacy notice that they went on with. */
  privacyVersion: string | null = null;
  /** The last code that was sent. */
  code = '';
  private told: Told = {};

  constructor(
    which: 'a' | 'b',
    private readonly rights: Pick<Standing, 'unitAdmin' | 'internal' | 'tad'>,
  ) {
    this.id = `o-${which}`;
    const { name, phone, email, org } = OWN[which];
    this.name = name;
    this.phone = phone;
    this.email = email;
    this.org = org;
  }

  /** What is entered into identity slots or stored for them: a canary in everybody else's replies. */
  get secrets(): string[] {
    return [this.name, this.phone, this.email, this.org];
  }

  /** What is given in forms, as the business keeps it. */
  remember(told: Told): void {
    this.told = { ...this.told, ...told };
  }

  /** Everything was told before. */
  becomeKnown(): void {
    this.remember({ name: this.name, phone: this.phone, email: this.email, orgName: this.org });
  }

  /** As flows see it. */
  profile(now: number): Record<string, Json> {
    const { boundPhone, unit, told } = this;
    const rights = judgeRights(
      {
        ...this.rights,
        bound: boundPhone !== null,
        unit: unit === null ? undefined : { enabled: true, validUntil: unit.validUntil },
      },
      dayOf(now),
    );
    return {
      name: told.name ?? null,
      phone: told.phone ?? null,
      email: told.email ?? null,
      org_name: told.orgName ?? null,
      bound_phone: boundPhone,
      unit_name: unit === null ? null : this.org,
      unit_code: unit?.code ?? null,
      unit_valid_until: unit?.validUntil ?? null,
      level: rights.level,
      vip: rights.vip,
      unit_admin: rights.unitAdmin,
      internal: rights.internal,
      tad: rights.tad,
      privacy_version: this.privacyVersion,
      roles: rights.roles,
    };
  }
}
