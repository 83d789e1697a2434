import { PersonalData } from '../../../src/case-export/personal-data';

const newData = () => new PersonalData(new Set(['示例科技有限公司']));

it('gives a phone number one sample, however it is written', () => {
  const data = newData();
  const sample = data.sampleOf('phone', '13912345678');
  expect(sample).toMatch(/^1380000\d{4}$/);
  for (const text of ['13912345678', '139 1234 5678', '+86 139-1234-5678'])
    expect(data.mask(text)).toBe(sample);
  expect(data.mask('13987654321')).not.toBe(sample);
});

it('hides numbers, addresses and identity cards that no form has read', () => {
  const masked = newData().mask(
    '打 13912345678 或 021-12345678，写 a.b@corp.example，身份证 110101199003074514',
  );
  expect(masked).not.toMatch(/13912345678|12345678|corp|19900307/);
});

it('replaces names and units wherever they stand, the longer value first', () => {
  const data = newData();
  const unit = data.sampleOf('org', '宏图机械有限公司');
  const short = data.sampleOf('org', '宏图机械');
  expect(data.mask('我是宏图机械有限公司的，宏图机械')).toBe(`我是${unit}的，${short}`);
});

it('leaves what is shipped and numbers of tickets as they are', () => {
  const data = newData();
  expect(data.sampleOf('org', '示例科技有限公司')).toBe('示例科技有限公司');
  expect(data.sampleOf('id', '261122-00001')).toBe('261122-00001');
});

it('does not replace a sample by another sample', () => {
  const data = newData();
  const first = data.sampleOf('name', '欧阳建国');
  data.sampleOf('name', first);
  expect(data.mask('欧阳建国')).toBe(first);
});
