import { shortenLabels } from '../../../src/dialogue/menu';
import { byteLength } from '../../../src/kernel/text';
import { writeLink } from './build';

describe('the labels of a list', () => {
  const linked = (labels: string[]) =>
    byteLength(
      labels.map((label, at) => writeLink(`${at + 1} ${label}`, label, `t123456.${at + 1}`)).join('\n'),
    );

  it.each([
    [
      'ten long titles',
      Array.from({ length: 10 }, (_, at) => `${at}怎么把所有历史数据都迁移到新买的服务器上去`),
    ],
    ['ten usual ones', Array.from({ length: 10 }, (_, at) => `${at}支持哪些支付方式`)],
    ['one long title among short ones', ['怎么开发票', '字'.repeat(30), ...Array(8).fill('退款多久到账')]],
  ])('fit into one message as links: %s', (_what, titles) => {
    expect(linked(shortenLabels(titles))).toBeLessThanOrEqual(1750);
  });

  it('stay whole while there is room', () => {
    const titles = ['怎么开发票', '忘记密码怎么办', '产品保修期是多久'];
    expect(shortenLabels(titles)).toEqual(titles);
    expect(shortenLabels(['字'.repeat(40)])).toEqual([`${'字'.repeat(29)}…`]);
  });
});
