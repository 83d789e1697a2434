import { canonicalUnitName, unitNameDigest } from '../../../src/customers';

const NAME = '示例云计算（北京）有限公司';

/** The rule itself is the dialogue's and is tested there; here: what it means for look-ups. */
describe('the canonical form of a unit name', () => {
  it.each([
    '示例云计算(北京)有限公司',
    ' 示例云计算（北京） 有限公司 ',
    '示例云计算（北京)有限\t公司\n',
    '示例云计算　（北京）有限公司',
  ])('is the same for %j', (name) => {
    expect(canonicalUnitName(name)).toBe('示例云计算(北京)有限公司');
    expect(unitNameDigest(name)).toBe(unitNameDigest(NAME));
  });

  it.each([
    '示例云计算（北京）公司',
    '示例云计算',
    '示例云计算北京有限公司',
    '示例云计算（北京）有限公司。',
    '示例雲計算（北京）有限公司',
    '“示例云计算（北京）有限公司”',
  ])('is another one for %s: only the exact name matches', (name) => {
    expect(unitNameDigest(name)).not.toBe(unitNameDigest(NAME));
  });

  it('keeps letters as they are', () => {
    expect(canonicalUnitName('ＡＢＣ Ltd')).toBe('ABCLtd');
    expect(unitNameDigest('ABC Ltd')).not.toBe(unitNameDigest('abc ltd'));
  });
});
