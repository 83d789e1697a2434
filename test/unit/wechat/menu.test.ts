import { type Menu, menuSchema } from '../../../src/wechat';

const leaf = { name: '查工单', type: 'click', key: 'TICKET' } as const;
const folder = {
  name: '服务',
  sub_button: [leaf, { name: '官网', type: 'view', url: 'https://example.com' }],
};
const good = { button: [leaf, folder] };

function problemsOf(menu: unknown): string[] {
  const parsed = menuSchema.safeParse(menu);
  return parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

/** The good menu with its first button changed. */
function withButton(change: Record<string, unknown>): unknown {
  return { button: [{ ...leaf, ...change }, folder] };
}

describe('menuSchema', () => {
  it.each<[string, unknown]>([
    ['buttons and folders', good],
    [
      'a mini program',
      { button: [{ name: 'a', type: 'miniprogram', url: 'https://a', appid: 'wx', pagepath: 'p' }] },
    ],
    ['published articles', { button: [{ name: 'a', type: 'article_id', article_id: 'x' }] }],
    ['material', { button: [{ name: 'a', type: 'media_id', media_id: 'x' }] }],
    ['a name of 16 bytes', withButton({ name: '一二三四五a' })],
    ['a key of 128 bytes', withButton({ key: 'k'.repeat(128) })],
    [
      'three buttons with five below',
      { button: Array(3).fill({ name: 'a', sub_button: Array(5).fill(leaf) }) },
    ],
    [
      'a name of 60 bytes below',
      { button: [{ name: 'a', sub_button: [{ ...leaf, name: '一'.repeat(20) }] }] },
    ],
  ])('takes %s', (_, menu) => {
    const read: Menu = menuSchema.parse(menu);
    expect(read).toEqual(menu);
  });

  it.each<[string, unknown, string]>([
    ['no buttons', { button: [] }, 'button: needs at least one button'],
    ['four buttons', { button: Array(4).fill(leaf) }, 'button: takes at most 3 buttons'],
    [
      'a folder without buttons',
      { button: [{ ...folder, sub_button: [] }] },
      'button.0.sub_button: needs at least one button',
    ],
    [
      'a folder with six buttons',
      { button: [{ ...folder, sub_button: Array(6).fill(leaf) }] },
      'button.0.sub_button: takes at most 5 buttons',
    ],
    ['an empty name', withButton({ name: '' }), 'button.0.name: must not be empty'],
    ['a name of 17 bytes', withButton({ name: '一二三四五ab' }), 'button.0.name: must have at most 16 bytes'],
    [
      'a name of 61 bytes below',
      { button: [{ name: 'a', sub_button: [{ ...leaf, name: `${'一'.repeat(20)}a` }] }] },
      'button.0.sub_button.0.name: must have at most 60 bytes',
    ],
    ['a key of 129 bytes', withButton({ key: 'k'.repeat(129) }), 'button.0.key: must have at most 128 bytes'],
    [
      'an address of 1025 bytes',
      { button: [{ name: 'a', type: 'view', url: `https://${'a'.repeat(1017)}` }] },
      'button.0.url: must have at most 1024 bytes',
    ],
    [
      'an address that is none',
      { button: [{ name: 'a', type: 'view', url: 'javascript:alert(1)' }] },
      'button.0.url: must begin with http:// or https://',
    ],
  ])('refuses %s', (_, menu, problem) => {
    expect(problemsOf(good)).toEqual([]);
    expect(problemsOf(menu)).toContain(problem);
  });

  it.each<[string, unknown]>([
    ['a type that does not exist', withButton({ type: 'dance' })],
    ['a type without what it needs', withButton({ key: undefined })],
    ['a property that the type does not have', withButton({ url: 'https://example.com' })],
    ['a third level', { button: [{ name: 'a', sub_button: [folder] }] }],
    ['a button that acts and opens', withButton({ sub_button: [leaf] })],
  ])('refuses %s', (_, menu) => {
    expect(problemsOf(menu)).not.toEqual([]);
  });
});
