import { extractPersonName, isPersonName, MAX_NAME_LENGTH } from '../../../../src/dialogue/extract';
import { outcome, wordsOf } from './outcome';

describe('extractPersonName', () => {
  it.each([
    ['王小明', '王小明'],
    [' 王小明 ', '王小明'],
    ['王小明。', '王小明'],
    ['王伟', '王伟'],
    ['歐陽娜娜', '歐陽娜娜'],
    ['欧阳娜娜', '欧阳娜娜'],
    ['劉德華', '劉德華'],
    ['王先生', '王先生'],
    ['王小明先生', '王小明先生'],
    ['李女士', '李女士'],
    ['张工', '张工'],
    ['王总', '王总'],
    ['陈老师', '陈老师'],
    ['小王', '小王'],
    ['老李', '老李'],
    ['我叫王小明', '王小明'],
    ['我叫王小明。', '王小明'],
    ['你好，我叫王小明', '王小明'],
    ['我的名字是王小明', '王小明'],
    ['我的名字叫王小明', '王小明'],
    ['我名字叫王小明', '王小明'],
    ['姓名：王小明', '王小明'],
    ['联系人是王小明', '王小明'],
    ['联系人王小明', '王小明'],
    ['叫我王姐', '王姐'],
    ['可以叫我小李', '小李'],
    ['免贵姓王', '王'],
    ['我姓王', '王'],
    ['姓王', '王'],
    ['敝姓陈', '陈'],
    ['我是王小明', '王小明'],
    ['我是示例公司的王小明', '王小明'],
    ['买买提·艾力', '买买提·艾力'],
    ['Tom Smith', 'Tom Smith'],
    ['我叫Tom', 'Tom'],
    ['姓名：Tom Smith，电话13800000000', 'Tom Smith'],
    ['姓名：喵喵 电话：13800000000', '喵喵'],
    ["Mary O'Brien", "Mary O'Brien"],
    ['王小明，13800000000', '王小明'],
    ['王小明 13800000000', '王小明'],
    ['王小明13800000000', '王小明'],
    ['我叫王小明，电话13800000000，邮箱a@example.com', '王小明'],
    ['我叫王小明电话13800000000', '王小明'],
    ['姓名是王小明，电话是13800000000', '王小明'],
    ['喵喵', '喵喵'],
    ['叶不凡', '叶不凡'],
  ])('reads %j as %s', (text, expected) => {
    expect(outcome(extractPersonName(text))).toBe(expected);
  });

  it.each([
    ['王小明2', 'none name_has_digits'],
    ['123', 'none name_has_digits'],
    ['王123', 'none name_has_digits'],
    ['13800000000', 'none name_has_digits'],
    ['示例科技有限公司', 'none name_is_unit'],
    ['北京大学', 'none name_is_unit'],
    ['王'.repeat(21), 'none name_too_long'],
    ['你叫什么名字', 'none'],
    ['怎么称呼？', 'none'],
    ['王小明？', 'none'],
    ['谁', 'none'],
    ['为什么要姓名', 'none'],
    ['不告诉你', 'none'],
    ['保密', 'none'],
    ['设备坏了', 'none'],
    ['指示灯闪红灯', 'none'],
    ['好的', 'none'],
    ['是的', 'none'],
    ['不用了', 'none'],
    ['取消', 'none'],
    ['跳过', 'none'],
    ['上一步', 'none'],
    ['#人工', 'none'],
    ['ok', 'none'],
    ['我是管理员', 'none'],
    ['我是学生', 'none'],
    ['我想提交工单', 'none'],
    ['开机后黑屏，重启无效', 'none'],
    ['高温报警', 'none'],
    ['黄灯常亮', 'none'],
    ['马上处理', 'none'],
    ['星云一号', 'none'],
    ['麻烦打13800000000', 'none'],
    ['明天上午10点', 'none'],
    ['', 'none'],
    ['。', 'none'],
    ['👍', 'none'],
  ])('does not read %j: %s', (text, expected) => {
    expect(outcome(extractPersonName(text))).toBe(expected);
  });

  it('believes a surname more than a nickname', () => {
    const confidence = (text: string) => {
      const extraction = extractPersonName(text);
      return extraction.kind === 'found' ? extraction.candidates[0]!.confidence : 0;
    };
    expect(confidence('我叫喵喵')).toBeGreaterThan(confidence('王小明'));
    expect(confidence('王小明')).toBeGreaterThan(confidence('喵喵'));
  });

  it('points at the name', () => {
    expect(wordsOf('你好，我叫王小明先生', extractPersonName('你好，我叫王小明先生'))).toBe('王小明先生');
  });

  it('knows its own values', () => {
    expect(isPersonName('王小明先生')).toBe(true);
    expect(isPersonName('王小明1')).toBe(false);
    expect(isPersonName('A'.repeat(MAX_NAME_LENGTH + 1))).toBe(false);
  });
});
