import { computed, reactive, ref } from 'vue';
import type { ClockView } from '../snapshot';

/** The server's clock as the page sees it: set by what the server says, ticking in between. */
export const clock = reactive<ClockView>({ now: Date.now(), aheadMs: 0, isMoving: false });
export const now = ref(Date.now());
let offset = 0;

export function setClock(view: ClockView): void {
  Object.assign(clock, view);
  offset = view.now - Date.now();
  tick();
}

function tick(): void {
  now.value = Date.now() + offset;
}
setInterval(tick, 500);

const day = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
const today = computed(() => day.format(now.value));

/** Whether the instant is on the clock's own day, in Beijing time. */
export function isToday(date: Date): boolean {
  return day.format(date) === today.value;
}
