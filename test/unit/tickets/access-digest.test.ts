import { normalisePhone } from '../../../src/kernel/phone';
import { normaliseNumber } from '../../../src/tickets';
import { accessDigest } from '../../../src/tickets/access-digest';

describe('what a query by phone and number looks for', () => {
  const digest = accessDigest('13800000000', '220401-00001');

  it.each([
    ['138 0000 0000', ' 220401-00001 '],
    ['+8613800000000', '220401－00001'],
    ['13800000000', '220401—00001'],
    ['13800000000', '２２０４０１-00001'],
  ])('is the same for %s and %s', (phone, number) => {
    expect(accessDigest(phone, number)).toBe(digest);
  });

  it.each([
    ['13800000001', '220401-00001'],
    ['13800000000', '220401-00002'],
    ['3800000000', '220401-000011'],
    ['', ''],
  ])('is another one for %s and %s', (phone, number) => {
    expect(accessDigest(phone, number)).not.toBe(digest);
  });
});

it('a phone number keeps its own 86', () => {
  expect([normalisePhone('86123'), normalisePhone('13886000000'), normalisePhone('086-12345678')]).toEqual([
    '86123',
    '13886000000',
    '08612345678',
  ]);
  expect(normaliseNumber('220401 – 00001')).toBe('220401-00001');
});
