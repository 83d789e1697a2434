import {
  canonicalUnitName,
  EXTRACTORS,
  type ExtractableType,
  type ExtractContext,
  type Extraction,
  extractChoice,
  extractCorrection,
  extractLabelled,
  extractYesNo,
  isDay,
  isEmail,
  isOrgFullName,
  isPersonName,
  isPhone,
  isSerialNo,
  isTicketNo,
  isTimeSpan,
  SERVICE_CODE,
  TEMPLATE_LABELS,
  type TimeSpan,
} from '../../src/dialogue/extract';
import type { Json } from '../../src/kernel/json';
import fc from '../helpers/fast-check';

/** Random texts, some of them made of the pieces that extractors look for. PROPERTY_SEED chooses which. */
const settings = { numRuns: 3_000 };
jest.setTimeout(120_000);

const PIECES = [
  ...[
    '1',
    '13800000000',
    '138 0000 0000',
    '１３８',
    '一三八',
    '+86',
    '010-88886666',
    '转8001',
    '220401-00001',
    'GS2026000001',
    'SN:',
    'A1B2C3D4',
  ],
  ...[
    'a@qq.con',
    '＠',
    '@',
    '.',
    '。',
    '，',
    '：',
    ':',
    '\n',
    ' ',
    '\u3000',
    '\u200b',
    '?',
    '？',
    '!',
    '-',
    '—',
    '(',
    '（',
    '【',
    '】',
    '😀',
    '👍🏻',
    '\ud800',
    'é',
    'ﬁ',
    '㎏',
    '①',
  ],
  ...[
    '姓名',
    '电话',
    '邮箱',
    '問題描述',
    '我叫',
    '王小明',
    '先生',
    '免贵姓',
    '示例科技有限公司',
    '我们是',
    '吗',
    '呢',
  ],
  ...[
    '今天',
    '大后天',
    '周五',
    '下周三',
    '上午',
    '下午',
    '5点',
    '三点半',
    '到',
    '月底',
    '12.1',
    '12月1日',
    '30号',
    '三天后',
    '一',
    '十',
    '百',
    '万',
    '点',
    '半',
  ],
  ...[
    '好',
    '不',
    '是',
    '嗯',
    '不是',
    '行',
    '改',
    '改成',
    '填错了',
    '把',
    '第二个',
    '最后一个',
    '硬件故障',
    '硬件',
    '星云',
    '一号',
    '2',
    '谢谢',
  ],
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const OPTIONS = ['硬件故障', '软件故障', '星云一号', '星云二号', 'X1'].map((label) => ({
  value: label,
  label,
  aliases: [`${label}类`],
}));
const LABELS = [
  { slot: 'name', labels: ['姓名', '联系人'] },
  { slot: 'phone', labels: ['电话', '手机号'] },
  { slot: 'description', labels: ['问题描述'], multiline: true },
];
const TYPES = Object.keys(EXTRACTORS) as ExtractableType[];

/** What the values of each type must satisfy, whatever the text was. */
const VALID: Record<ExtractableType, (value: Json) => boolean> = {
  text: (value) => typeof value === 'string' && value.trim() === value && value !== '',
  longtext: (value) => typeof value === 'string' && value.trim() === value && value !== '',
  person_name: (value) => typeof value === 'string' && isPersonName(value),
  phone_cn: (value) => typeof value === 'string' && isPhone(value, { landline: true }),
  email: (value) => typeof value === 'string' && isEmail(value),
  choice: (value) => OPTIONS.some((option) => option.value === value),
  catalog: (value) => OPTIONS.some((option) => option.value === value),
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  date: (value) => typeof value === 'string' && isDay(value),
  time_span: (value) => isTimeSpan(value as TimeSpan),
  media_list: () => false,
  org_full_name: (value) => typeof value === 'string' && isOrgFullName(value),
  serial_no: (value) => typeof value === 'string' && isSerialNo(value),
  ticket_no: (value) => typeof value === 'string' && isTicketNo(value),
  one_time_code: (value) => value === 'resend' || /^\d{6}$/.test(String(value)),
  service_code: (value) => typeof value === 'string' && SERVICE_CODE.test(value),
};

function expectSound<T>(words: string, extraction: Extraction<T>, valid: (value: T) => boolean): void {
  if (extraction.kind === 'ask') {
    for (const option of extraction.options ?? [])
      expect({ words, option, valid: valid(option.value) }).toMatchObject({ valid: true });
    return;
  }
  if (extraction.kind === 'none') return;
  expect(extraction.candidates.length).toBeGreaterThan(0);
  let before = 1;
  for (const { value, span, confidence } of extraction.candidates) {
    const [start, end] = span;
    expect({ words, value, valid: valid(value) }).toMatchObject({ valid: true });
    expect({ words, span, inside: start >= 0 && start < end && end <= words.length }).toMatchObject({
      inside: true,
    });
    expect(confidence).toBeGreaterThan(0);
    expect(confidence).toBeLessThanOrEqual(before);
    before = confidence;
  }
}

describe('every extractor', () => {
  it.each(TYPES)('%s never throws, points inside the text and finds only what it would accept', (type) => {
    fc.assert(
      fc.property(text, instant, fc.boolean(), (words, now, landline) => {
        const context: ExtractContext = { now: now.getTime(), options: OPTIONS, landline };
        const extract: (text: string, context: ExtractContext) => Extraction<Json> = EXTRACTORS[type];
        const extraction = extract(words, context);
        expectSound(words, extraction, VALID[type]);
        expect(extract(words, context)).toEqual(extraction);
      }),
      settings,
    );
  });

  it.each(['phone_cn', 'email', 'date', 'ticket_no', 'service_code'] as const)(
    '%s reads its own values back',
    (type) => {
      fc.assert(
        fc.property(text, instant, (words, now) => {
          const context: ExtractContext = { now: now.getTime(), landline: true };
          const extract: (text: string, context: ExtractContext) => Extraction<Json> = EXTRACTORS[type];
          const extraction = extract(words, context);
          if (extraction.kind !== 'found') return;
          const value = extraction.candidates[0]?.value;
          const again = extract(String(value), context);
          expect({ words, again }).toMatchObject({ again: { candidates: [{ value }] } });
        }),
        settings,
      );
    },
  );

  it('yes or no never throws and never takes a digit', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (words, destructive) => {
        const extraction = extractYesNo(words, { destructive });
        expectSound(words, extraction, (value) => typeof value === 'boolean');
        if (/\p{N}/u.test(words.normalize('NFKC')))
          expect({ words, kind: extraction.kind }).toMatchObject({ kind: 'none' });
      }),
      settings,
    );
  });
});

describe('phones', () => {
  it('are found however they are written and wherever they stand', () => {
    const digits = fc.stringMatching(/^1[3-9]\d{9}$/);
    const write = fc.constantFrom<(number: string) => string>(
      (number) => number,
      (number) => `+86 ${number}`,
      (number) => number.replace(/^(.{3})(.{4})/, '$1 $2 '),
      (number) => number.replace(/^(.{3})(.{4})/, '$1-$2-'),
      (number) => [...number].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join(''),
      (number) => [...number].map((digit) => '零一二三四五六七八九'[Number(digit)]).join(''),
    );
    fc.assert(
      fc.property(
        digits,
        write,
        fc.constantFrom('', '我的电话是', '电话：', '你好，'),
        fc.constantFrom('', '。', '，谢谢'),
        (number, as, before, behind) => {
          const extraction = EXTRACTORS.phone_cn(`${before}${as(number)}${behind}`, { now: 0 });
          expect(extraction).toMatchObject({ kind: 'found', candidates: [{ value: number }] });
        },
      ),
      settings,
    );
  });
});

describe('days', () => {
  it('are never in the past, and agree with the calendar', () => {
    const ahead = fc.integer({ min: 0, max: 170 });
    fc.assert(
      fc.property(instant, ahead, (now, days) => {
        const day = new Date(now.getTime() + 8 * 3_600_000 + days * 86_400_000);
        const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
        const iso = day.toISOString().slice(0, 10);
        const read = (words: string) => EXTRACTORS.date(words, { now: now.getTime() });
        for (const words of [
          `${year}年${month}月${date}日`,
          `${year}-${month}-${date}`,
          iso,
          `${month}月${date}号`,
          `${month}.${date}`,
        ]) {
          expect({ words, read: read(words) }).toMatchObject({
            read: { kind: 'found', candidates: [{ value: iso }] },
          });
        }
        if (days > 0) expect(read(`${days}天后`)).toMatchObject({ candidates: [{ value: iso }] });
      }),
      settings,
    );
  });

  it('does not find a day before today in any text', () => {
    fc.assert(
      fc.property(text, instant, (words, now) => {
        const today = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
        const extraction = EXTRACTORS.date(words, { now: now.getTime() });
        const days = extraction.kind === 'found' ? extraction.candidates.map(({ value }) => value) : [];
        expect({ words, past: days.filter((day) => day < today) }).toMatchObject({ past: [] });
      }),
      settings,
    );
  });
});

describe('choices', () => {
  it('take every label, alias and place, and refuse places outside', () => {
    const labels = fc.uniqueArray(fc.stringMatching(/^[甲乙丙丁戊己庚辛]{2,4}$/), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(labels, fc.nat(8), (names, index) => {
        const options = names.map((label) => ({ value: label, label }));
        const label = names[index % names.length]!;
        const place = names.indexOf(label) + 1;
        for (const words of [
          label,
          `${label}。`,
          String(place),
          `第${place}个`,
          `选${place}`,
          `${place}. ${label}`,
        ]) {
          expect({ words, read: extractChoice(words, options) }).toMatchObject({
            read: { kind: 'found', candidates: [{ value: label }] },
          });
        }
        expect(extractChoice(String(names.length + 1), options)).toEqual({
          kind: 'none',
          hint: 'choice_out_of_range',
        });
      }),
      settings,
    );
  });
});

describe('labelled blocks and corrections', () => {
  it('never throw, and give only words of the text for slots that exist', () => {
    fc.assert(
      fc.property(text, (words) => {
        for (const labels of [LABELS, TEMPLATE_LABELS]) {
          const { values, unknown } = extractLabelled(words, labels);
          for (const [slot, value] of Object.entries(values)) {
            expect(labels.map((label) => label.slot)).toContain(slot);
            expect(words).toContain(value);
            expect(value.trim()).toBe(value);
          }
          expect(new Set(unknown).size).toBe(unknown.length);
          const correction = extractCorrection(words, labels);
          if (correction !== undefined && 'old' in correction) expect(words).toContain(correction.new);
          else if (correction?.value !== undefined) expect(words).toContain(correction.value);
        }
      }),
      settings,
    );
  });

  it('read a block back in any order and layout', () => {
    const values = { name: '王小明', phone: '13800000000', description: '开机后黑屏，重启无效' };
    const entries = fc.shuffledSubarray(Object.entries(values), { minLength: 1 });
    fc.assert(
      fc.property(
        entries,
        fc.constantFrom('：', ':', ' : '),
        fc.constantFrom('\n', '\r\n', '\n\n', ' ', '；'),
        (parts, colon, gap) => {
          const label: Record<string, string> = { name: '姓名', phone: '手机号', description: '问题描述' };
          const block = parts.map(([slot, value]) => `${label[slot]}${colon}${value}`).join(gap);
          const read = extractLabelled(block, LABELS).values;
          // A description takes the mark behind it: which of them ends it is not for us to say.
          const plain = Object.fromEntries(
            Object.entries(read).map(([slot, value]) => [slot, value.replace(/；$/, '')]),
          );
          expect({ block, plain }).toEqual({ block, plain: Object.fromEntries(parts) });
        },
      ),
      settings,
    );
  });
});

describe('names of units', () => {
  it('have one canonical form, which white space and the width of letters do not change', () => {
    fc.assert(
      fc.property(text, fc.nat(20), (name, at) => {
        const canonical = canonicalUnitName(name);
        expect(canonicalUnitName(canonical)).toBe(canonical);
        expect(canonical).not.toMatch(/\s/);
        const spot = [...name].slice(0, at).join('').length;
        // Between a letter and its accent a blank makes a difference, as it does on paper.
        if (/^[\p{Script=Han}A-Za-z0-9]*$/u.test(name)) {
          expect(canonicalUnitName(`${name.slice(0, spot)} \u3000${name.slice(spot)}`)).toBe(canonical);
        }
      }),
      settings,
    );
  });
});

describe('long texts', () => {
  it.each([
    '一',
    '1 ',
    'a',
    'a.',
    '手机号码',
    '帮我',
    '嗯',
    '不',
    '好',
    '那就',
    '(',
    '姓名：',
    '- ',
    '12.',
    'a@',
    '下周',
    '上午',
    '点',
  ])('are read in no time: %j again and again', (piece) => {
    const words = piece.repeat(Math.ceil(2_000 / piece.length));
    const started = process.hrtime.bigint();
    for (const type of TYPES) EXTRACTORS[type](words, { now: 0, options: OPTIONS, landline: true });
    extractYesNo(words);
    extractLabelled(words, LABELS);
    extractCorrection(words, LABELS);
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(2_000);
  });
});
