import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import {
  ApiError,
  type Chat,
  type ChatState,
  type Draft,
  type Message,
  type Staff,
  staffApi,
} from './staff-api';

const STATES: ChatState[] = ['queued', 'human', 'closed'];
/** While a message waits for the platform, its state is asked for this often. */
const PENDING_MS = 1000;

/** The agent's desk: the three lists, the open chat and its messages, kept current by the event stream. */
export function useDesk() {
  const staff = shallowRef<Staff>();
  const lists = shallowRef<Record<ChatState, Chat[]>>({ queued: [], human: [], closed: [] });
  const openId = ref<string>();
  const messages = shallowRef<Message[]>([]);
  const draft = shallowRef<Draft | null>(null);
  const problem = ref('');
  const isLive = ref(false);
  let events: EventSource | undefined;
  let reading: Promise<void> | undefined;
  let readAgain = false;

  const open = computed(() =>
    STATES.flatMap((state) => lists.value[state]).find((chat) => chat.id === openId.value),
  );

  async function guarded(work: () => Promise<void>): Promise<boolean> {
    problem.value = '';
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401 && staff.value !== undefined) leave();
      problem.value = error instanceof Error ? error.message : String(error);
      return false;
    }
  }

  async function read(): Promise<void> {
    const [queued = [], human = [], closed = []] = await Promise.all(
      STATES.map((state) => staffApi.chats(state)),
    );
    lists.value = { queued, human, closed };
    const id = openId.value;
    if (id === undefined) return;
    const [found, form] = await Promise.all([staffApi.messages(id), staffApi.draft(id)]);
    if (openId.value !== id) return;
    messages.value = found;
    draft.value = form;
  }

  /** Reads everything shown; what is asked for while a reading runs is read once more after it. */
  function refresh(): Promise<void> {
    if (reading !== undefined) {
      readAgain = true;
      return reading;
    }
    reading = guarded(async () => {
      do {
        readAgain = false;
        await read();
      } while (readAgain);
    }).then(() => {
      reading = undefined;
    });
    return reading;
  }

  function enter(person: Staff): void {
    staff.value = person;
    events?.close();
    events = new EventSource('/api/events');
    events.onopen = () => {
      isLive.value = true;
      void refresh();
    };
    events.onerror = () => {
      isLive.value = false;
    };
    for (const name of ['chat.changed', 'message.created', 'reset']) {
      events.addEventListener(name, () => void refresh());
    }
  }

  function leave(): void {
    events?.close();
    events = undefined;
    isLive.value = false;
    staff.value = undefined;
    openId.value = undefined;
    messages.value = [];
    lists.value = { queued: [], human: [], closed: [] };
  }

  const poll = setInterval(() => {
    if (messages.value.some((message) => message.delivery === 'pending')) void refresh();
  }, PENDING_MS);
  onScopeDispose(() => {
    clearInterval(poll);
    events?.close();
  });

  return {
    staff,
    lists,
    open,
    messages,
    draft,
    problem,
    isLive,
    resume: () =>
      guarded(async () => {
        const person = await staffApi.resume();
        if (person !== undefined) enter(person);
      }),
    signIn: (username: string, password: string) =>
      guarded(async () => enter(await staffApi.signIn(username, password))),
    signOut: () =>
      guarded(async () => {
        await staffApi.signOut();
        leave();
      }),
    select: (chatId: string) => {
      openId.value = chatId;
      messages.value = [];
      draft.value = null;
      return refresh();
    },
    change: (chatId: string, action: Parameters<typeof staffApi.change>[1], body?: object) =>
      guarded(() => staffApi.change(chatId, action, body).then(refresh)),
    note: (chatId: string, text: string, clientId: string) =>
      guarded(() => staffApi.note(chatId, text, clientId).then(refresh)),
    /** False when it was refused; the text then stays in the input. */
    send: (chatId: string, text: string, clientId: string) =>
      guarded(() => staffApi.send(chatId, text, clientId).then(refresh)),
    retry: (outboxId: number) => guarded(() => staffApi.retry(outboxId).then(refresh)),
  };
}

export type Desk = ReturnType<typeof useDesk>;
