import { computed, onScopeDispose, reactive, ref } from 'vue';
import type { ClockMove, ControlAction, PlannedFaultRequest } from '../../control-schema';
import type { ControlState, PlatformChange } from '../../snapshot';
import { now, setClock } from '../clock';

const CONTROL = '/sandbox/control';
const KEEP = 300;

/** The clock has a place of its own. */
type PageState = Omit<ControlState, 'clock'>;

/** The platform as the page sees it: a snapshot kept current by server-sent changes, and calls that act on it. */
export function usePlatform() {
  const state = reactive<PageState>({
    account: { name: '', appId: '', originalId: '', mode: '' },
    now: Date.now(),
    followers: [],
    bubbles: {},
    deliveries: [],
    apiCalls: [],
    menu: [],
    faults: [],
    sms: [],
  });
  const isReady = ref(false);
  const isConnected = ref(false);
  const problem = ref('');
  /** Changes that came before the snapshot; applying one twice does no harm. */
  let early: PlatformChange[] | undefined = [];

  const events = new EventSource(`${CONTROL}/events`);
  events.onopen = async () => {
    early = [];
    const { clock, ...fresh } = (await (await fetch(`${CONTROL}/state`)).json()) as ControlState;
    setClock(clock);
    Object.assign(state, fresh);
    for (const change of early) apply(state, change);
    early = undefined;
    isReady.value = true;
    isConnected.value = true;
  };
  events.onerror = () => {
    isConnected.value = false;
  };
  events.onmessage = (message: MessageEvent<string>) => {
    const change = JSON.parse(message.data) as PlatformChange;
    if (early === undefined) apply(state, change);
    else early.push(change);
  };
  onScopeDispose(() => events.close());

  async function call(path: string, init: RequestInit): Promise<unknown> {
    problem.value = '';
    try {
      const answer = await fetch(`${CONTROL}${path}`, init);
      if (answer.status === 204) return undefined;
      const body = (await answer.json()) as { error?: { message: string } };
      if (!answer.ok) problem.value = body.error?.message ?? `请求失败（${answer.status}）`;
      return body;
    } catch {
      problem.value = '连接不上服务，请确认它还在运行';
      return undefined;
    }
  }
  const postJson = (path: string, body: unknown) =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  return {
    state,
    now,
    isReady,
    isConnected: computed(() => isConnected.value),
    problem,
    act: (openid: string, action: ControlAction) => postJson(`/followers/${openid}/act`, action),
    /** The openid of the new follower, who has not followed yet. */
    addFollower: async (name: string) =>
      ((await postJson('/followers', { name })) as { openid?: string })?.openid,
    forget: (openid: string) => call(`/followers/${openid}`, { method: 'DELETE' }),
    moveClock: (move: ClockMove) => postJson('/clock', move),
    planFault: (fault: PlannedFaultRequest) => postJson('/faults', fault),
    clearFaults: (id?: number) => call(id === undefined ? '/faults' : `/faults/${id}`, { method: 'DELETE' }),
    spoilQuota: (openid: string, kind: 'use-up' | 'close') =>
      postJson(`/followers/${openid}/quota`, { kind }),
    sendFile: (openid: string, type: 'image' | 'voice' | 'video', file: File) =>
      call(`/followers/${openid}/media?type=${type}&name=${encodeURIComponent(file.name)}`, {
        method: 'POST',
        headers: { 'content-type': file.type || 'application/octet-stream' },
        body: file,
      }),
  };
}

export type PlatformClient = ReturnType<typeof usePlatform>;

export function mediaAddress(mediaId: string): string {
  return `${CONTROL}/media/${mediaId}`;
}

function apply(state: PageState, change: PlatformChange): void {
  switch (change.type) {
    case 'follower':
      upsert(state.followers, change.follower, (entry) => entry.openid === change.follower.openid);
      state.bubbles[change.follower.openid] ??= [];
      break;
    case 'forgotten':
      state.followers = state.followers.filter((entry) => entry.openid !== change.openid);
      delete state.bubbles[change.openid];
      break;
    case 'bubble':
      state.bubbles[change.openid] ??= [];
      upsert(state.bubbles[change.openid] ?? [], change.bubble, (entry) => entry.id === change.bubble.id);
      break;
    case 'delivery':
      upsert(state.deliveries, change.delivery, (entry) => entry.id === change.delivery.id);
      if (state.deliveries.length > KEEP) state.deliveries.shift();
      break;
    case 'apiCall':
      upsert(state.apiCalls, change.call, (entry) => entry.id === change.call.id);
      if (state.apiCalls.length > KEEP) state.apiCalls.shift();
      break;
    case 'menu':
      state.menu = change.menu;
      break;
    case 'faults':
      state.faults = change.faults;
      break;
    case 'sms':
      upsert(state.sms, change.sms, (entry) => entry.id === change.sms.id);
      break;
    case 'clock':
      setClock(change.clock);
      break;
  }
}

function upsert<T>(list: T[], value: T, isSame: (entry: T) => boolean): void {
  const index = list.findLastIndex(isSame);
  if (index === -1) list.push(value);
  else list[index] = value;
}
