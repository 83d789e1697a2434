import {
  extractLongText,
  extractNumber,
  extractSerialNo,
  extractServiceCode,
  extractTicketNo,
  isSerialNo,
  isTicketNo,
} from '../../../../src/dialogue/extract';
import { readNumeral } from '../../../../src/dialogue/extract/chinese-number';
import { outcome, wordsOf } from './outcome';

describe('readNumeral', () => {
  it.each([
    ['0', 0],
    ['12', 12],
    ['3.5', 3.5],
    ['零', 0],
    ['一', 1],
    ['两', 2],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['二十三', 23],
    ['一百', 100],
    ['一百零五', 105],
    ['一百二', 120],
    ['一百一十', 110],
    ['两千三', 2300],
    ['两千零三', 2003],
    ['两千零五十', 2050],
    ['一万二', 12_000],
    ['十二万三千', 123_000],
    ['一亿', 100_000_000],
    ['3万', 30_000],
    ['1.5万', 15_000],
    ['一二三', 123],
    ['二〇二五', 2025],
  ])('%s is %d', (text, expected) => {
    expect(readNumeral(text)).toBe(expected);
  });

  it.each(['', '百', '万', '一十百', '一百千', '十一二', 'abc', '一个', '-1', '1,000'])(
    '%j is no numeral',
    (text) => {
      expect(readNumeral(text)).toBeUndefined();
    },
  );
});

describe('extractNumber', () => {
  it.each([
    ['35', '35'],
    ['３５', '35'],
    ['3.5', '3.5'],
    ['-3', '-3'],
    ['1,200', '1200'],
    ['1,200.5元', '1200.5'],
    ['3万', '30000'],
    ['1.5万', '15000'],
    ['35台', '35'],
    ['大约35台左右', '35'],
    ['三十五', '35'],
    ['三十五台', '35'],
    ['一百二十个', '120'],
    ['两千零五', '2005'],
    ['一万二', '12000'],
    ['三点五', '3.5'],
    ['负三', '-3'],
    ['我们有三台设备', '3'],
    ['有35个摄像头', '35'],
    ['零', '0'],
    ['一共20台', '20'],
    ['3台和5台', '3 | 5'],
    ['一直黑屏', 'none'],
    ['统一管理', 'none'],
    ['几台', 'none'],
    ['十几台', 'none'],
    ['第一个', 'none'],
    ['15:30', 'none'],
    ['X10', 'none'],
    ['13800000000', 'none'],
    ['下午3点', 'none'],
    ['12月1日', 'none'],
    ['220401-00001', 'none'],
    ['很多', 'none'],
    ['', 'none'],
  ])('reads %j as %s', (text, expected) => {
    expect(outcome(extractNumber(text))).toBe(expected);
  });
});

describe('extractSerialNo', () => {
  it.each([
    ['ST20230001', 'ST20230001'],
    ['st20230001', 'ST20230001'],
    ['ＳＴ２０２３０００１', 'ST20230001'],
    ['SN:ST20230001', 'ST20230001'],
    ['SN：ST20230001', 'ST20230001'],
    ['S/N ST20230001', 'ST20230001'],
    ['sn ST20230001', 'ST20230001'],
    ['SN20230001', '20230001'],
    ['序列号是ST20230001', 'ST20230001'],
    ['序列号：ST20230001，谢谢', 'ST20230001'],
    ['序列号 123456', '123456'],
    ['序列号13800000000', '13800000000'],
    ['AB-1234-CD56', 'AB-1234-CD56'],
    ['设备的编码是A1B2C3D4', 'A1B2C3D4'],
    ['123456', '123456'],
    ['A1B2C3 和 D4E5F6', 'A1B2C3 | D4E5F6'],
    ['A1B2C', 'none serial_too_short'],
    ['12345', 'none serial_too_short'],
    ['1', 'none'],
    ['A1'.repeat(16), 'none serial_too_long'],
    ['ABCDEFGH', 'none serial_no_digit'],
    ['13800000000', 'none'],
    ['220401-00001', 'none'],
    ['2025-12-01', 'none'],
    ['20251201', 'none'],
    ['a123456@qq.com', 'none'],
    ['010-88886666', 'none'],
    ['没有序列号', 'none'],
    ['序列号在哪里', 'none'],
    ['', 'none'],
  ])('reads %j as %s', (text, expected) => {
    expect(outcome(extractSerialNo(text))).toBe(expected);
  });

  it('points at the number and knows its own values', () => {
    expect(wordsOf('SN：st2023-0001。', extractSerialNo('SN：st2023-0001。'))).toBe('st2023-0001');
    expect(isSerialNo('ST20230001')).toBe(true);
    expect(isSerialNo('st20230001')).toBe(false);
    expect(isSerialNo('ABCDEFGH')).toBe(false);
  });
});

describe('extractTicketNo', () => {
  it.each([
    ['220401-00001', '220401-00001'],
    ['２２０４０１－００００１', '220401-00001'],
    ['220401—00001', '220401-00001'],
    ['220401–00001', '220401-00001'],
    ['220401 00001', '220401-00001'],
    ['220401 - 00001', '220401-00001'],
    ['22040100001', '220401-00001'],
    ['２２０４０１００００１', '220401-00001'],
    ['220401-100001', '220401-100001'],
    ['工单220401-00001', '220401-00001'],
    ['工单号：220401-00001', '220401-00001'],
    ['#220401-00001', '220401-00001'],
    ['查一下220401-00001的进度', '220401-00001'],
    ['220401-00001。', '220401-00001'],
    ['NO.220401-00001', '220401-00001'],
    ['190401-00001', '190401-00001'],
    ['工单号13012512345', '130125-12345'],
    ['220401-00001和220402-00002', '220401-00001 | 220402-00002'],
    ['13800000000', 'none'],
    ['13012512345', 'none'],
    ['220401-001', 'none ticket_no_format'],
    ['220401-1', 'none ticket_no_format'],
    ['2204010001', 'none ticket_no_format'],
    ['221301-00001', 'none'],
    ['220230-00001', 'none'],
    ['2022-04-01', 'none'],
    ['00001', 'none'],
    ['工单', 'none'],
    ['110101199003071234', 'none'],
    ['', 'none'],
  ])('reads %j as %s', (text, expected) => {
    expect(outcome(extractTicketNo(text))).toBe(expected);
  });

  it('knows its own values', () => {
    expect(isTicketNo('240229-00001')).toBe(true);
    expect(isTicketNo('230229-00001')).toBe(false);
    expect(isTicketNo('22040100001')).toBe(false);
  });
});

describe('extractServiceCode', () => {
  it.each([
    ['GS2026000001', 'GS2026000001'],
    ['gs2026000001', 'GS2026000001'],
    ['ＧＳ２０２６０００００１', 'GS2026000001'],
    ['GS 2026 000001', 'GS2026000001'],
    ['GS-2026-000001', 'GS2026000001'],
    ['GS—2026000001', 'GS2026000001'],
    ['编码是GS2026000001，谢谢', 'GS2026000001'],
    ['服务编码：gs2026000001。', 'GS2026000001'],
    ['code GS2026000001', 'GS2026000001'],
    ['GS2026000001 GS2026000002', 'GS2026000001 | GS2026000002'],
    ['GS202600001', 'none service_code_format'],
    ['GS20260000011', 'none service_code_format'],
    ['2026000001', 'none'],
    ['服务编码', 'none'],
    ['13800000000', 'none'],
    ['gs2026000001@qq.com', 'none'],
    ['', 'none'],
  ])('reads %j as %s', (text, expected) => {
    expect(outcome(extractServiceCode(text))).toBe(expected);
  });

  it('takes another form', () => {
    const pattern = /^W\d{4}$/g;
    expect(outcome(extractServiceCode('w1234', { pattern }))).toBe('W1234');
    expect(outcome(extractServiceCode('w1234', { pattern }))).toBe('W1234');
    expect(outcome(extractServiceCode('GS2026000001', { pattern }))).not.toBe('GS2026000001');
  });
});

describe('extractLongText', () => {
  it.each([
    ['开机后黑屏', '开机后黑屏'],
    ['  开机后黑屏。\n重启无效  ', '开机后黑屏。\n重启无效'],
    ['ＡＢＣ', 'ＡＢＣ'],
    ['1', '1'],
    ['', 'none text_empty'],
    ['  \n ', 'none text_empty'],
    ['？？', 'none text_empty'],
    ['👍', 'none text_empty'],
  ])('%j is %s', (text, expected) => {
    expect(outcome(extractLongText(text))).toBe(expected);
  });
});
