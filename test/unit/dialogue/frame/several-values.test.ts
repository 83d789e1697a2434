import { loadFlows, type World, withFlows } from '../../../../src/dialogue';
import { content } from '../build';
import { registry, Talk, visitUntil } from '../talk';

/** The catalog of the tests with other names by which models are called. */
const aliased: NonNullable<World['catalog']> = {
  serviceTypes: [],
  products: [
    {
      value: 'ruimu',
      label: '睿目',
      models: [
        { value: 's200', label: '睿目 S200', aliases: ['S200'] },
        { value: 'unknown', label: '其他睿目型号', aliases: ['不清楚'] },
      ],
    },
    {
      value: 'xingyun',
      label: '星云',
      models: [
        { value: 'x1', label: '星云一号', aliases: ['一号'] },
        { value: 'box', label: '星云边缘盒', aliases: ['边缘盒'] },
        { value: 'unknown', label: '其他星云型号', aliases: ['不清楚'] },
      ],
    },
    { value: 'erp', label: 'ERP', models: [{ value: 'finance', label: '财务' }] },
  ],
};

function askedFor(slot: string): Talk {
  const talk = new Talk({ catalog: aliased });
  if (slot === 'product') visitUntil('product', talk);
  else talk.say('预约上门');
  return talk;
}

describe('a product and its model in one message', () => {
  it.each([
    ['睿目 S200', 'ruimu', 's200'],
    ['睿目S200', 'ruimu', 's200'],
    ['睿目的 s200', 'ruimu', 's200'],
    ['星云边缘盒', 'xingyun', 'box'],
    ['星云的边缘盒', 'xingyun', 'box'],
    ['星云一号', 'xingyun', 'x1'],
    ['星云1号', 'xingyun', 'x1'],
    ['我们用的是星云一号', 'xingyun', 'x1'],
    ['S200', 'ruimu', 's200'],
    ['边缘盒', 'xingyun', 'box'],
    ['ERP 财务', 'erp', 'finance'],
    ['产品：睿目 S200', 'ruimu', 's200'],
    ['产品：星云一号', 'xingyun', 'x1'],
    ['型号：睿目 S200', 'ruimu', 's200'],
    ['产品：睿目\n型号：S200', 'ruimu', 's200'],
  ])('%j says both where the product is asked for', (words, product, model) => {
    const talk = askedFor('product');
    expect(talk.say(words).asks).toBe('problem');
    expect(talk.slots).toMatchObject({ product, model });
  });

  it.each([
    ['星云', 'xingyun'],
    ['睿目系列的', 'ruimu'],
  ])('%j says one, and the model is asked for', (words, product) => {
    const talk = askedFor('product');
    expect(talk.say(words).asks).toBe('model');
    expect(talk.slots).toMatchObject({ product });
  });

  it('a model that two products have decides neither', () => {
    const talk = askedFor('product');
    expect(talk.say('不清楚').asks).toBe('product');
    expect(talk.slots.product).toBeUndefined();
  });

  it('what was labelled counts more than what the words of another label have in them', () => {
    const talk = askedFor('product');
    talk.say('产品：星云一号\n型号：边缘盒');
    expect(talk.slots).toMatchObject({ product: 'xingyun', model: 'box' });
  });

  it('both are taken along where something else is asked for', () => {
    const talk = askedFor('name');
    const heard = talk.say('我叫王小明，13800001234，睿目 S200 坏了');
    expect(talk.slots).toMatchObject({
      name: '王小明',
      phone: '13800001234',
      product: 'ruimu',
      model: 's200',
    });
    expect(heard.asks).toBe('problem');
  });

  it('a model that names its product is enough by the way, any other is not', () => {
    const named = askedFor('name');
    named.say('我叫王小明，星云一号坏了');
    expect(named.slots).toMatchObject({ product: 'xingyun', model: 'x1' });
    const department = askedFor('name');
    department.say('我叫王小明，财务的');
    expect(department.slots.product).toBeUndefined();
  });

  it('a correction changes both', () => {
    const talk = askedFor('product');
    talk.sayAll('星云', '1');
    const heard = talk.say('改 产品 睿目 S200');
    expect(talk.slots).toMatchObject({ product: 'ruimu', model: 's200' });
    expect(heard.text).toContain('产品已改为 睿目');
    expect(heard.asks).toBe('problem');
  });
});

describe('values by the way', () => {
  it.each(['2', '第二个', '选2', '最后一个'])('%s chooses from no list that was not shown', (words) => {
    const talk = new Talk();
    talk.say('预约上门');
    talk.say(words);
    expect(talk.slots.product).toBeUndefined();
  });

  it('what is taken along is read back once', () => {
    const { talk } = visitUntil('phone');
    expect(talk.say('13800001234，睿目').text).toContain('已记下 产品 睿目');
  });

  it('what is taken along is not read back above a review, which has it', () => {
    const talk = new Talk({ settings: { visits_open: true, email_asked: true, email_required: false } });
    visitUntil('span', talk);
    talk.sayAll('跳过', '1');
    expect(talk.say('邮箱：wang@example.com').keys).toEqual(['flow_text', 'form_confirm']);
  });
});

describe('a label that is given twice', () => {
  it('is asked about, and the other values are taken', () => {
    const talk = new Talk();
    talk.say('预约上门');
    const heard = talk.say('姓名：王小明\n电话：13800001234\n电话：13900005678');
    expect(heard.text).toContain('联系电话写了不止一个，以哪一个为准');
    expect(heard.text).toContain('1 138****1234\n2 139****5678');
    expect(talk.slots).toMatchObject({ name: '王小明' });
    expect(talk.say('2').asks).toBe('product');
    expect(talk.slots.phone).toBe('13900005678');
  });

  it('is asked about also when there is nothing else', () => {
    const { talk } = visitUntil('phone');
    expect(talk.say('电话：13800001234 电话：13900001234').asks).toBe('which');
    expect(talk.say('第一个').asks).toBe('product');
    expect(talk.slots.phone).toBe('13800001234');
  });

  it('tells values apart that look alike once they are masked', () => {
    const { talk } = visitUntil('phone');
    const heard = talk.say('电话：13800001234 电话：13811111234');
    expect(heard.text).toContain('1 第 1 个 138****1234\n2 第 2 个 138****1234');
    talk.say('2');
    expect(talk.slots.phone).toBe('13811111234');
  });

  it('is no question when both say the same', () => {
    const { talk } = visitUntil('phone');
    expect(talk.say('电话：13800001234\n电话：138 0000 1234').asks).toBe('product');
  });

  it('gives a description in two parts', () => {
    const { talk } = visitUntil('problem');
    talk.say('问题描述：开机后黑屏\n重启无效\n问题描述：指示灯不亮');
    expect(talk.slots.problem).toBe('开机后黑屏\n重启无效\n指示灯不亮');
  });
});

it('a description behind its label keeps its lines and colons', () => {
  const { talk } = visitUntil('phone');
  talk.say('电话：13800001234\n问题描述：开机后黑屏\n报错：E01\n重启无效');
  expect(talk.slots).toMatchObject({ phone: '13800001234', problem: '开机后黑屏\n报错：E01\n重启无效' });
});

describe('values with parts', () => {
  const flow = `
schema: 1
flow: callback
title: 回电
triggers: { commands: [预约回电] }
slots:
  when: { type: time_span, label: 时段, ask: 什么时段方便？, help: 写一个时段 }
steps:
  - collect: when
  - confirm: { summary: t_review, on_yes: done, on_no: done }
  - id: done
    end: completed
texts: { t_review: '时段 {{ shown.when }}' }
`;
  const talk = () => {
    const started = new Talk({
      content: withFlows(content, loadFlows([{ name: 'callback.yaml', text: flow }], registry)),
    });
    started.say('预约回电');
    return started;
  };

  it('are offered in words', () => {
    const asked = talk();
    const heard = asked.say('上午九点到十点或者下午三点到四点');
    expect(heard.text).toContain('1 09:00–10:00\n2 15:00–16:00');
    expect(asked.say('2').text).toContain('时段 15:00–16:00');
  });

  it('are shown in words when they are asked for again', () => {
    const asked = talk();
    asked.say('下午三点到四点');
    expect(asked.say('改 时段').text).toContain('原值：15:00–16:00');
  });
});
