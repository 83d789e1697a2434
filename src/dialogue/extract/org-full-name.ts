import { type Extraction, found, none } from './extraction';
import { foldText } from './folded-text';
import { findUnit } from './unit-in-list';
import { canonicalUnitName } from './unit-name';

const LEAD =
  /^\s*(?:(?:您好|你好)[,，。!！\s]*)?(?:(?:我们|我们?的|我|本)?(?:单位|公司|客户)(?:的?(?:全称|名称|名字|全名))?\s*(?:是|为|叫做?|:)|(?:单位|公司)?(?:全称|名称|名字|全名)\s*(?:是|为|叫做?|:)|我司(?:是|为|叫|:)|我们是|我是|这里是|是)\s*[:]?\s*/u;
/** The full stop of Ltd. belongs to the name. */
const TRAIL = /(?:(?<!\b(?:Ltd|Inc|Co|Corp))\.|[\s。,，;；!！~～、])+$/iu;
const QUESTION = /(?:[?？]+|[吗呢][?？。!！\s]*)$/u;
/** Words that ask, anywhere in a text; no unit is called so without a word such as 公司 at its end. */
const ASKING = /什么|怎么|怎样|如何|为什么|为啥|多少|多久|几点|哪里|哪儿|咋/u;
const SUFFIX =
  /(?:公司|集团|局|院|校|中心|厅|部|处|科|室|所|站|社|会|馆|园|厂|店|行|队|大学|学院|中学|小学|幼儿园|医院|银行|政府|企业|合作社|协会|学会|基金会|委员会|事务所|研究[院所]|分公司|办事处|联盟|公安|法院|检察院|街道|村|镇|乡|县|市|区|\))$/u;

/** Whether a value is what `extractOrgFullName` may find. */
export function isOrgFullName(value: string): boolean {
  return canonicalUnitName(value) !== '' && value.trim() === value;
}

/**
 * The full name of a unit, as it was said, without 我们是 before it and punctuation behind it. Every text is taken but a
 * question: what ends in ？, 吗 or 呢, or has a word such as 怎么 in it, and names no kind of organisation. Of a list (示例科技有限公司，王小明，138…) only the
 * unit is taken. Whether the unit exists is not for us to say.
 */
export function extractOrgFullName(text: string): Extraction<string> {
  const place = findUnit(text);
  if (place === 'none') return none();
  if (place === 'whole') return readName(text);
  const extraction = readName(text.slice(...place));
  if (extraction.kind !== 'found') return extraction;
  return found(
    extraction.candidates.map(({ span: [start, end], ...candidate }) => ({
      ...candidate,
      span: [place[0] + start, place[0] + end],
      why: 'the unit of a list',
    })),
  );
}

function readName(text: string): Extraction<string> {
  const folded = foldText(text);
  const asked = QUESTION.exec(folded.text.replace(TRAIL, ''));
  const statement = asked === null ? folded.text : folded.text.slice(0, asked.index);
  if ((asked !== null || ASKING.test(statement)) && !SUFFIX.test(statement.replace(TRAIL, ''))) return none();

  const lead = LEAD.exec(statement)?.[0] ?? /^\s*/u.exec(statement)?.[0] ?? '';
  const name = statement.slice(lead.length).replace(TRAIL, '');
  const [start, end] =
    name === '' ? [0, statement.replace(TRAIL, '').length] : [lead.length, lead.length + name.length];
  const value = folded.slice(start, end).trim();
  if (!/[\p{L}\p{N}]/u.test(value)) return none('text_empty');
  const why = lead.trim() === '' ? 'whole text' : 'said to be the unit';
  const [from, to] = folded.span(start, end);
  const lost = folded.raw.slice(from, to).length - folded.raw.slice(from, to).trimStart().length;
  const confidence = SUFFIX.test(name) ? 0.95 : 0.6;
  return found([{ value, span: [from + lost, from + lost + value.length], confidence, why }]);
}
