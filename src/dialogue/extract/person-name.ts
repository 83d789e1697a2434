import { readText } from '../read-text';
import { type Candidate, type ExtractHint, type Extraction, found, none } from './extraction';
import { type FoldedText, foldText } from './folded-text';
import { surnameLength } from './surnames';
import { extractYesNo } from './yes-no';

export const MAX_NAME_LENGTH = 20;

const TITLE =
  '先生|女士|小姐|同学|老师|经理|主任|总监|工程师|工|总|老板|医生|博士|教授|师傅|院长|校长|处长|科长|局长|部长|主管|姐|哥';
/** Words before a name. 我是 and 姓 also stand before other things: there the name has to begin with a surname. */
const SURE =
  '我的?名字叫做?|我的?名字是|我的姓名是|我的姓名叫|名字叫|名字是|姓名是|姓名叫|姓名为|我叫做?|本人叫|可以叫我|可叫我|叫我|称呼我为?|就叫|联系人姓名是|联系人姓名叫|联系人姓名|联系人叫|联系人是|联系人|叫做?|姓名|名字';
const LIKELY = '免贵姓|敝姓|我姓|本人姓|姓|我是|本人是|本人|这里是|我这边是|是';
/** 我叫王小明电话138…: no name contains these words. */
const LABEL_BEHIND = /(?:我的?|的)?(?:联系)?(?:电话|手机|号码|联系方式|邮箱|邮件|微信|QQ).*$/isu;
/** 姓名：王小明, 我叫 Tom: said just before a stretch of letters of its own. */
const JUST_BEFORE = new RegExp(`(?:${SURE})[\\s:]*$`, 'u');
const START = new RegExp(`^(?:(?:你好|您好|嗯|好的|那|请)*)(?:(${SURE})|(${LIKELY}))?`, 'u');
const UNIT = /公司|集团|有限|股份|大学|学院|医院|银行|研究[院所]|事务所|工作室|委员会|中心|科技|[局厅部]$/u;
/** Words of sentences that no name has. */
const NOT_IN_NAMES =
  /[了吗呢吧啊的没坏怎请帮您你们这那哪啥灯屏急网器障警码键号]|不[^凡群易二悔]|什么|怎么|如何|为什么|多少|可以|需要|问题|设备|故障|工单|预约|提交|查询|密码|登录|客服|人工|电话|邮箱|地址|发票|价格|软件|硬件|产品|服务|系统|功能|账号|取消|修改|帮助|菜单|谢谢|您好|你好|告诉|保密|匿名|随便|黑屏|死机|报修|管理员|用户|客户|学生|游客|温度|高温|金属|处理|模式|启动|测试|麻烦|联系|一直|马上|常见|无法|版本|安装|错误|重启|开机|关机|升级|异常|正常|支持/u;

/** Whether a value is what `extractPersonName` may find. */
export function isPersonName(value: string): boolean {
  return readName(foldText(value).text) !== undefined && value.trim() === value;
}

/**
 * How a person is called, as it was said: 王小明, 王先生, 我叫王小明, 免贵姓王, Tom Smith. Digits, questions, units and whole
 * sentences are refused. Names beyond Han and Latin letters are not read.
 */
export function extractPersonName(text: string): Extraction<string> {
  const folded = foldText(text);
  const whole = readText(text);
  const asks = whole.question || /[?]/.test(folded.text);
  if (whole.command !== undefined || asks || extractYesNo(text).kind !== 'none') return none();
  const pieces = findPieces(folded.text);
  const alone = pieces.length === 1;
  const candidates = pieces.flatMap((piece) => readPiece(folded, piece, alone));
  return found(candidates, candidates.length > 0 ? undefined : explain(folded.text.trim()));
}

interface Piece {
  start: number;
  end: number;
  /** A short number touches it: 王小明2. */
  numbered: boolean;
}

/** Stretches of letters: a name ends at punctuation, blanks and digits; blanks between Latin words belong to it. */
function findPieces(text: string): Piece[] {
  return [...text.matchAll(/[\p{Script=Han}·•]+|[A-Za-z][A-Za-z.'’-]*(?: +[A-Za-z][A-Za-z.'’-]*)*/gu)].map(
    (match) => {
      const [start, end] = [match.index, match.index + match[0].length];
      const numbered = /(?<!\d)\d{1,5}$/.test(text.slice(0, start)) || /^\d{1,5}(?!\d)/.test(text.slice(end));
      return { start, end, numbered };
    },
  );
}

function readPiece(folded: FoldedText, { start, end, numbered }: Piece, alone: boolean): Candidate<string>[] {
  const piece = folded.text.slice(start, end);
  const [before = '', sure, likely] = START.exec(piece) ?? [];
  if (before.length === piece.length) return [];
  const introduced = before;
  // 我是示例公司的王小明
  const owner =
    introduced === '' ? '' : (/^.*公司的?|^.*的(?=[^的]+$)/u.exec(piece.slice(introduced.length))?.[0] ?? '');
  const from = start + introduced.length + owner.length;
  const labelled = sure !== undefined || JUST_BEFORE.test(folded.text.slice(0, start));
  const name = readName(folded.text.slice(from, end).replace(LABEL_BEHIND, ''));
  if (name === undefined || numbered) return [];
  const known = surnameLength(name.replace(/^[小老阿]/u, '')) > 0;
  const latin = /^[A-Za-z]/.test(name);
  if (introduced !== '' && !labelled && likely !== undefined && !known && !latin) return [];
  if (!alone && !labelled && introduced === '' && (!known || latin || name.length > 4)) return [];
  const titled = new RegExp(`(?:${TITLE})$`, 'u').test(name);
  const confidence = labelled || titled ? 0.95 : known ? (alone ? 0.9 : 0.8) : 0.5;
  const why =
    labelled || introduced !== ''
      ? 'said to be the name'
      : titled
        ? 'title'
        : known
          ? 'surname'
          : 'short text';
  const value = folded.slice(from, from + name.length);
  // One sign may stand for several letters (🉀): no part of it is a name.
  return isPersonName(value) ? [{ value, span: folded.span(from, from + name.length), confidence, why }] : [];
}

/** The name itself, or undefined when the words cannot be one. */
function readName(text: string): string | undefined {
  const name = text.trim();
  const length = [...name].length;
  if (length === 0 || length > MAX_NAME_LENGTH) return undefined;
  if (/^[A-Za-z]/.test(name))
    return /^[A-Za-z][A-Za-z .'’-]+$/.test(name) && !LATIN_WORDS.test(name) ? name : undefined;
  if (!/^[\p{Script=Han}·•]+$/u.test(name) || /^[·•]|[·•]$/u.test(name)) return undefined;
  if (NOT_IN_NAMES.test(name) || UNIT.test(name)) return undefined;
  const bare = name.replace(new RegExp(`(?:${TITLE})$`, 'u'), '').replace(/^[小老阿](?=.$)/u, '');
  if (bare === '' || /[·•]/u.test(bare)) return bare === '' ? undefined : name;
  return [...bare].length <= 4 + (surnameLength(bare) === 2 ? 1 : 0) ? name : undefined;
}

const LATIN_WORDS =
  /^(?:ok|okay|yes|no|hi|hello|help|test|vip|app|sn|qq|tel|email|phone|wechat|null|none|n\/?a|abc)$/i;

function explain(text: string): ExtractHint | undefined {
  if (text.length > 60) return undefined;
  if (/^(?:\d+|[\p{L}·]{1,4} ?\d{1,4})$/u.test(text)) return 'name_has_digits';
  if (/(?:公司|集团|大学|学院|医院|银行|研究[院所]|事务所|中心)$/u.test(text)) return 'name_is_unit';
  return /^[\p{L} ·]+$/u.test(text) && [...text].length > MAX_NAME_LENGTH ? 'name_too_long' : undefined;
}
