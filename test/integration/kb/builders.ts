import type { KbEntry } from '../../../src/kb';

/** An entry that is right in itself; a test names what it cares about. */
export function buildEntry(entry: Partial<KbEntry> = {}): KbEntry {
  return {
    key: 'invoice',
    question: '怎么开发票',
    similar: [],
    answer: '在订单页面申请。',
    category: '发票',
    product: null,
    tags: [],
    validFrom: null,
    validUntil: null,
    ...entry,
  };
}
