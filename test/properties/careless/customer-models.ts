import { failed, type Model, ok, text } from './business';

const UNIT = { code: 'GS2026000001', validUntil: '2027-12-31' };

/** Binding, profile and applications (`customers/`). */
export const CUSTOMER_MODELS: Readonly<Record<string, Model>> = {
  // The erasure itself comes after the turn.
  'privacy.erase': () => ok(),
  'privacy.consent': (_business, { person, args }) => {
    person.privacyVersion = text(args.version);
    return ok();
  },
  'binding.send_code': (business, { person, args }) => {
    person.code = String(100_000 + ((business.next() * 7_919) % 900_000));
    person.knows.one_time_code = [person.code, person.code, person.code];
    person.knows.phone_cn = [text(args.phone)];
    return ok({ minutes: 5 });
  },
  'binding.check_code': (_business, { person, args }) => {
    if (person.code === '') return failed('EXPIRED');
    if (args.code !== person.code) return failed('WRONG', { left: 2 });
    person.code = '';
    person.boundPhone = text(args.phone);
    return ok();
  },
  'binding.bind_unit': (_business, { person, args }) => {
    if (person.boundPhone === null) return failed('NOT_BOUND');
    if (args.unit !== person.org && args.unit !== '示例科技有限公司') return failed('MISS');
    person.unit = UNIT;
    return ok({ vip: true, valid_until: UNIT.validUntil });
  },
  'binding.unbind': (_business, { person }) => {
    if (person.boundPhone === null) return failed('NOT_BOUND');
    person.boundPhone = null;
    person.unit = null;
    return ok();
  },
  'profile.read': (_business, { person, pick }) => {
    const applied = person.applied.map((kind) => ({
      number: 'SQ261120-00001',
      kind,
      status: '待审核',
      reason: pick % 2 === 0 ? null : '资料不全',
      day: '11月20日',
    }));
    return ok({ level: person.boundPhone === null ? '未绑定' : '已绑定', applications: applied });
  },
  'profile.save': (_business, { person, args }) => {
    const { name, phone, email, org_name: orgName } = args;
    const given = Object.entries({ name, phone, email, orgName }).filter(([, value]) => value !== null);
    person.remember(Object.fromEntries(given.map(([field, value]) => [field, text(value)])));
    return ok();
  },
  'application.create': (business, { person, args }) => {
    const kind = text(args.kind);
    if (person.boundPhone === null) return failed('NOT_BOUND');
    if (kind === 'unit_admin' && person.unit === null) return failed('NO_UNIT');
    if (person.applied.includes(kind)) return failed('DUPLICATE');
    person.applied.push(kind);
    return ok({ number: `SQ261120-${String(business.next()).padStart(5, '0')}` });
  },
  'progress.mine': (business, { person }) => {
    const own = business.tickets.filter(({ followerId }) => followerId === person.id);
    const line = (number: string, what: string, status: string) => ({
      number,
      what,
      status,
      day: '11月20日',
    });
    const lines = (isSolved: boolean) =>
      own
        .filter(({ status }) => (status === '已解决' || status === '已关闭') === isSolved)
        .slice(-3)
        .map(({ number, serviceType, progress }) => line(number, serviceType, progress));
    const appointments = business.bookings
      .filter(({ followerId }) => followerId === person.id)
      .slice(-3)
      .map(({ number, slot, status }) => line(number, slot, status));
    const [solved, unsolved] = [lines(true), lines(false)];
    const total = solved.length + unsolved.length + appointments.length;
    return ok({ solved, unsolved, appointments, total });
  },
};
