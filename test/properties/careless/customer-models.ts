import { failed, type Model, ok, text } from './business';

const UNIT = { code: 'GS2026000001', validUntil: '2027-12-31' };

/** Binding, profile and applications (`customers/`). */
export const CUSTOMER_MODELS: Readonly<Record<string, Model>> = {
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
};
