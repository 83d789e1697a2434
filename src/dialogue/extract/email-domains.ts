import { DamerauLevenshteinDistance } from 'natural/lib/natural/distance';

/** The mail providers that followers use: enough to notice a slip of the thumb. */
const PROVIDERS = [
  'qq.com',
  'vip.qq.com',
  'foxmail.com',
  '163.com',
  'vip.163.com',
  '126.com',
  '139.com',
  '188.com',
  '189.cn',
  'wo.cn',
  'yeah.net',
  'sina.com',
  'sina.cn',
  'vip.sina.com',
  'sohu.com',
  'tom.com',
  'aliyun.com',
  '21cn.com',
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'live.cn',
  'msn.com',
  'icloud.com',
  'me.com',
  'mac.com',
  'yahoo.com',
  'yahoo.com.cn',
  'yahoo.cn',
  'proton.me',
  'protonmail.com',
  'aol.com',
  'mail.com',
  'email.com',
  'ymail.com',
  'fastmail.com',
  'zoho.com',
  'qq.cn',
] as const;
const KNOWN: ReadonlySet<string> = new Set(PROVIDERS.filter((domain) => domain !== 'qq.cn'));

/** Endings that no registry has: certainly slips. */
const NEVER: Readonly<Record<string, string>> = {
  con: 'com',
  cmo: 'com',
  ocm: 'com',
  comm: 'com',
  coom: 'com',
  ccom: 'com',
  cim: 'com',
  vom: 'com',
  xom: 'com',
  c0m: 'com',
  cpm: 'com',
  con0: 'com',
  nte: 'net',
  ner: 'net',
  ent: 'net',
};
/** Endings that exist, but not for a provider of ours. */
const SLIPS: ReadonlySet<string> = new Set(['co', 'cm', 'om', 'cn', 'net', 'cc', 'c']);
/** Short names are too near each other for a distance: their slips are listed. */
const HEADS: Readonly<Record<string, string>> = {
  qqq: 'qq',
  q: 'qq',
  aq: 'qq',
  '16': '163',
  '1633': '163',
  '1163': '163',
  '1636': '163',
  '1266': '126',
  '1226': '126',
};
const LONG_HEAD = 5;

/** The domain that was probably meant, or undefined when nothing is odd about this one. `domain` is in lower case. */
export function suggestDomain(domain: string): string | undefined {
  if (domain === '' || KNOWN.has(domain)) return undefined;
  if (!domain.includes('.')) return completeHead(domain);
  const cut = domain.lastIndexOf('.');
  const [head, ending] = [domain.slice(0, cut), domain.slice(cut + 1)];
  const fixed = NEVER[ending];
  if (fixed !== undefined) return suggestHead(head, fixed) ?? `${head}.${fixed}`;
  if (SLIPS.has(ending) && KNOWN.has(`${head}.com`)) return `${head}.com`;
  return suggestHead(head, ending);
}

function suggestHead(head: string, ending: string): string | undefined {
  const short = HEADS[head];
  if (short !== undefined) return `${short}.com`;
  const near = [...KNOWN].find((known) => {
    const cut = known.lastIndexOf('.');
    const name = known.slice(0, cut);
    return (
      name.length >= LONG_HEAD &&
      head !== name &&
      known.slice(cut + 1) === ending &&
      DamerauLevenshteinDistance(head, name, { restricted: true }) === 1
    );
  });
  return near;
}

/** `a@qq`, `a@163`: the ending was forgotten. */
function completeHead(head: string): string | undefined {
  const full = PROVIDERS.find((domain) => domain === `${head}.com`);
  return full ?? (HEADS[head] === undefined ? suggestHead(head, 'com') : `${HEADS[head]}.com`);
}
