import { computed, nextTick, ref, watch } from 'vue';
import type { PlatformClient } from './platform-client';

const NAMES = ['小明', '小红', '小刚', '小丽', '老张', '老李', '阿强', '阿芳'];

/** Which followers' phones lie on the desk. The first visit finds `first` of them instead of an empty desk. */
export function usePhones(platform: PlatformClient, first: number) {
  const { state, isReady } = platform;
  /** Phones that were put aside; their followers stay. */
  const hidden = ref<string[]>([]);
  const newName = ref('');
  const shown = computed(() => state.followers.filter(({ openid }) => !hidden.value.includes(openid)));

  async function add(): Promise<void> {
    const used = state.followers.map((follower) => follower.name);
    const name =
      newName.value.trim() || (NAMES.find((entry) => !used.includes(entry)) ?? `粉丝${used.length + 1}`);
    newName.value = '';
    await addNamed(name);
  }

  async function addNamed(name: string): Promise<void> {
    const openid = await platform.addFollower(name);
    await nextTick();
    document.getElementById(`phone-${openid}`)?.scrollIntoView({ inline: 'end', block: 'nearest' });
  }

  function toggle(openid: string): void {
    hidden.value = hidden.value.includes(openid)
      ? hidden.value.filter((entry) => entry !== openid)
      : [...hidden.value, openid];
  }

  watch(isReady, async (ready) => {
    if (!ready || state.followers.length > 0) return;
    for (const name of NAMES.slice(0, first)) await addNamed(name);
  });

  return { hidden, newName, shown, add, toggle };
}
