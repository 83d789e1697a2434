import { ManualClock } from '../../../src/kernel/clock';
import { randomId } from '../../../src/kernel/ids';
import {
  createFirstAdministrator,
  hashPassword,
  SessionService,
  SignIn,
  StaffEntity,
  StaffService,
  StaffSessionEntity,
} from '../../../src/staff';
import { SESSION_ABSOLUTE_MS, SESSION_IDLE_MS } from '../../../src/staff/staff';
import { openTemporaryStore, type TemporaryStore } from './temporary-store';

let store: TemporaryStore;
let clock: ManualClock;
let staff: StaffService;
let sessions: SessionService;

const limits = { perUsername: 3, perAddress: 5, withinSeconds: 900, waiting: 100 };
let signIn: SignIn;
const enter = (username: string, password: string, address = '10.0.0.1') =>
  signIn.signIn({ username, password, address });

beforeEach(async () => {
  store = await openTemporaryStore();
  clock = new ManualClock(1_790_000_000_000);
  staff = new StaffService(randomId);
  sessions = new SessionService(store.unitOfWork, store.reader, clock);
  signIn = new SignIn(store.unitOfWork, store.reader, sessions, limits);
});

afterEach(() => store.close());

const first = (password: string | undefined) =>
  createFirstAdministrator(store.unitOfWork, staff, { username: 'Admin', password, clock });

describe('the first administrator', () => {
  it('gets a generated password once, and may serve chats', async () => {
    const made = await first(undefined);
    expect(made.generatedPassword).toMatch(/^[A-Za-z2-9]{16}$/);
    expect(await enter('admin', made.generatedPassword ?? '')).toMatchObject({
      ok: true,
      session: { staff: { roles: ['administrator', 'agent'] } },
    });
    expect(await first(undefined)).toMatchObject({ created: false, generatedPassword: undefined });
  });

  it('gets the configured password, and keeps the stored one on later starts', async () => {
    expect(await first('first-password')).toMatchObject({ created: true, generatedPassword: undefined });
    expect(await first('second-password')).toMatchObject({ created: false });
    expect(await enter('admin', 'second-password')).toMatchObject({ ok: false });
    expect(await enter('admin', 'first-password')).toMatchObject({ ok: true });
  });

  it('stores passwords as argon2id and no session token', async () => {
    await first('first-password');
    const entered = await enter('admin', 'first-password');
    const account = await store.reader.manager.findOneByOrFail(StaffEntity, { username: 'admin' });
    expect(account.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const rows = await store.reader.manager.find(StaffSessionEntity);
    expect(JSON.stringify(rows)).not.toContain(entered.ok ? entered.token : 'no token');
  });
});

describe('signing in', () => {
  beforeEach(() => first('right-password'));

  it('answers the same to an unknown name, a wrong password and a disabled account', async () => {
    const made = await store.unitOfWork.run(async (tx) =>
      staff.create(tx, { username: 'bo', name: 'Bo', passwordHash: account, roles: ['agent'], now: 1 }),
    );
    await store.unitOfWork.run((tx) => staff.change(tx, made.ok ? made.staff.id : '', { disabled: true }));
    const answers = [await enter('nobody', 'x'), await enter('admin', 'x'), await enter('bo', 'bo-password')];
    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ ok: false, code: 'WRONG_CREDENTIALS' })));
  });

  it('takes about as long for an unknown name as for a wrong password', async () => {
    signIn = new SignIn(store.unitOfWork, store.reader, sessions, {
      ...limits,
      perUsername: 50,
      perAddress: 99,
    });
    await enter('nobody', 'warm up');
    let [unknown, known] = [0, 0];
    const time = async (username: string) => {
      const start = performance.now();
      await enter(username, 'wrong');
      return performance.now() - start;
    };
    // In turns, so that a busy machine slows both down alike.
    for (let round = 0; round < 12; round += 1) {
      unknown += await time('nobody');
      known += await time('admin');
    }
    expect(unknown / known).toBeGreaterThan(0.3);
    expect(unknown / known).toBeLessThan(3);
  });

  it('is throttled by user name, from whatever address, also when tried at once', async () => {
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, index) => enter('admin', 'wrong', `10.0.1.${index}`)),
    );
    expect(tries.filter((result) => !result.ok && result.code === 'WRONG_CREDENTIALS')).toHaveLength(3);
    const blocked = await enter('ADMIN ', 'right-password', '10.0.2.1');
    expect(blocked).toMatchObject({ ok: false, code: 'TOO_MANY_REQUESTS' });
    expect(!blocked.ok && blocked.code === 'TOO_MANY_REQUESTS' && blocked.retryAfterSeconds).toBeGreaterThan(
      800,
    );
  });

  it('is throttled by address, whatever the user name', async () => {
    for (let index = 0; index < 5; index += 1) await enter(`name-${index}`, 'wrong', '10.9.9.9');
    expect(await enter('admin', 'right-password', '10.9.9.9')).toMatchObject({
      ok: false,
      code: 'TOO_MANY_REQUESTS',
    });
    expect(await enter('admin', 'right-password', '10.9.9.10')).toMatchObject({ ok: true });
  });

  it('lets many with the right password in at once', async () => {
    const results = await Promise.all(Array.from({ length: 12 }, () => enter('admin', 'right-password')));
    expect(results.every((result) => result.ok)).toBe(true);
  });
});

let account: string;
beforeAll(async () => {
  account = await hashPassword('bo-password');
});

describe('a session', () => {
  const open = async () => {
    await first('right-password');
    const entered = await enter('admin', 'right-password');
    if (!entered.ok) throw new Error('could not sign in');
    return entered;
  };

  it('ends when nobody used it for long', async () => {
    const { token } = await open();
    clock.advance(SESSION_IDLE_MS - 1);
    expect(await sessions.find(token)).toBeDefined();
    clock.advance(SESSION_IDLE_MS - 1);
    expect(await sessions.find(token)).toBeDefined();
    clock.advance(SESSION_IDLE_MS);
    expect(await sessions.find(token)).toBeUndefined();
  });

  it('ends for good after its absolute time, however busy', async () => {
    const { token } = await open();
    const step = SESSION_IDLE_MS / 2;
    for (let passed = step; passed < SESSION_ABSOLUTE_MS; passed += step) {
      clock.advance(step);
      expect(await sessions.find(token)).toBeDefined();
    }
    clock.advance(step);
    expect(await sessions.find(token)).toBeUndefined();
  });

  it('is not kept alive by a stream that only looks', async () => {
    const { token, session } = await open();
    clock.advance(SESSION_IDLE_MS - 1);
    expect(await sessions.stillValid(session)).toBeDefined();
    clock.advance(1);
    expect(await sessions.find(token)).toBeUndefined();
  });

  it('ends by signing out, by a new password and by disabling the account', async () => {
    const { session } = await open();
    const again = async () => {
      const entered = await enter('admin', 'right-password');
      return entered.ok ? entered.token : '';
    };
    const [out, renewed] = [await again(), await again()];
    const found = await sessions.find(out);
    if (found !== undefined) await sessions.close(found);
    expect(await sessions.find(out)).toBeUndefined();
    expect(await sessions.find(renewed)).toBeDefined();
    const passwordHash = await hashPassword('a new password');
    await store.unitOfWork.run((tx) => staff.change(tx, session.staff.id, { passwordHash }));
    expect(await sessions.find(renewed)).toBeUndefined();
    expect(await store.reader.manager.count(StaffSessionEntity)).toBe(0);
  });
});

describe('changing accounts', () => {
  it('keeps the last administrator', async () => {
    await first('right-password');
    const [admin] = await staff.list(store.reader);
    const change = (changes: object) =>
      store.unitOfWork.run((tx) => staff.change(tx, admin?.id ?? '', changes));
    expect(await change({ disabled: true })).toEqual({ ok: false, code: 'LAST_ADMINISTRATOR' });
    expect(await change({ roles: ['agent'] })).toEqual({ ok: false, code: 'LAST_ADMINISTRATOR' });
    expect(await change({ name: '小微' })).toMatchObject({ ok: true, staff: { name: '小微' } });
    await store.unitOfWork.run((tx) =>
      staff.create(tx, {
        username: 'second',
        name: 'B',
        passwordHash: account,
        roles: ['administrator'],
        now: 2,
      }),
    );
    expect(await change({ roles: ['agent'] })).toMatchObject({ ok: true });
  });

  it('refuses a user name that only looks different', async () => {
    await first('right-password');
    const twin = {
      username: ' ＡＤＭＩＮ',
      name: 'B',
      passwordHash: account,
      roles: ['agent'] as const,
      now: 2,
    };
    expect(await store.unitOfWork.run((tx) => staff.create(tx, twin))).toEqual({
      ok: false,
      code: 'USERNAME_TAKEN',
    });
  });
});
