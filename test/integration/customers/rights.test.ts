import {
  bindPhone,
  bindUnit,
  changeUnit,
  findServedUnit,
  grantRights,
  readProfile,
  setSubscribed,
  unbind,
} from '../../../src/customers';
import { tempFolder } from '../../helpers/temp-folder';
import { type Bench, FAN, MORNING, openBench } from '../tickets/ticket-bench';

const folder = tempFolder();
let app: Bench;
beforeEach(async () => {
  app = await openBench(folder);
});
afterEach(() => app.store.close());

const OTHER = 'openid-other';
const PHONE = '13800001234';
const YEAR = 365 * 86_400_000;
const profile = (followerId = FAN, now = MORNING) => readProfile(app.store.reader, followerId, now);
const unitId = async (name: string) => (await app.run((tx) => findServedUnit(tx, { name })))?.id ?? null;

/** A follower with a confirmed phone, in the unit whose code is valid, with every right. */
const settle = (followerId: string, phone: string) =>
  app.run(async (tx) => {
    const unit = await findServedUnit(tx, { code: 'GS2026000001' });
    await bindPhone(tx, followerId, phone, MORNING);
    await bindUnit(tx, followerId, unit?.id ?? null, MORNING);
    await grantRights(tx, followerId, { unitAdmin: true, internal: true }, MORNING);
  });

describe('what a follower may do', () => {
  it('is nothing but asking while nothing is known of them', async () => {
    expect(await profile('openid-nobody')).toEqual({
      name: null,
      phone: null,
      email: null,
      org_name: null,
      bound_phone: null,
      unit_name: null,
      unit_code: null,
      unit_valid_until: null,
      level: 'follower',
      vip: false,
      unit_admin: false,
      internal: false,
      tad: false,
      privacy_version: null,
      roles: ['follower'],
    });
  });

  it('grows with the phone, the unit and what was granted', async () => {
    await settle(FAN, PHONE);
    expect(await profile()).toMatchObject({
      phone: PHONE,
      bound_phone: PHONE,
      unit_name: '示例科技有限公司',
      unit_code: 'GS2026000001',
      level: 'vip',
      vip: true,
      unit_admin: true,
      internal: true,
      roles: ['follower', 'registered', 'vip', 'unit_admin', 'internal'],
    });
  });

  it('shrinks by itself when the service code runs out, and when the unit is disabled', async () => {
    await settle(FAN, PHONE);
    expect(await profile(FAN, MORNING + 2 * YEAR)).toMatchObject({ level: 'registered', unit_admin: true });
    await app.run((tx) => changeUnit(tx, 'GS2026000001', { enabled: false }, MORNING));
    expect(await profile()).toMatchObject({ level: 'registered', vip: false, unit_admin: false });
  });

  it('goes with the phone to whoever confirms it last, without unit and rights', async () => {
    await settle(FAN, PHONE);
    await app.run((tx) => bindPhone(tx, OTHER, PHONE, MORNING));
    expect(await profile()).toMatchObject({ bound_phone: null, unit_name: null, roles: ['follower'] });
    expect(await profile(OTHER)).toMatchObject({ bound_phone: PHONE, roles: ['follower', 'registered'] });
  });

  it('of an administrator ends with a change of the unit, and stays when it is the same', async () => {
    await settle(FAN, PHONE);
    const [same, other] = [await unitId('示例科技有限公司'), await unitId('示例云计算（北京）有限公司')];
    await app.run((tx) => bindUnit(tx, FAN, same, MORNING));
    expect((await profile()).unit_admin).toBe(true);
    await app.run((tx) => bindUnit(tx, FAN, other, MORNING));
    expect(await profile()).toMatchObject({ unit_code: 'GS2026000002', unit_admin: false });
    await app.run((tx) => bindUnit(tx, FAN, same, MORNING));
    expect((await profile()).unit_admin).toBe(false);
  });

  it('is gone after unbinding and after an unsubscribe', async () => {
    await settle(FAN, PHONE);
    await app.run((tx) => unbind(tx, FAN, MORNING));
    expect(await profile()).toMatchObject({ phone: PHONE, bound_phone: null, roles: ['follower'] });
    await settle(FAN, PHONE);
    await app.run((tx) => setSubscribed(tx, FAN, false, MORNING));
    expect(await profile()).toMatchObject({ phone: null, unit_code: null, roles: ['follower'] });
  });

  it('cannot be granted to somebody without a profile', async () => {
    expect(await app.run((tx) => grantRights(tx, FAN, { internal: true }, MORNING))).toBe(false);
  });
});

it('a disabled unit is found neither by name nor by code', async () => {
  expect(await app.run((tx) => findServedUnit(tx, { name: '示例第一人民医院' }))).toBeUndefined();
  expect(await app.run((tx) => findServedUnit(tx, { code: 'GS2026000003' }))).toBeUndefined();
});
