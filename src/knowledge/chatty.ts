/**
 * Words around a question that say nothing about it. They are dropped from both sides, so that
 * 你好，请问一下怎么开发票呀谢谢 and 怎么开发票 are one text. What would leave fewer than MIN_LEFT characters
 * stays: 你好 and 谢谢 alone are small talk, and entries may answer them.
 */
const MIN_LEFT = 3;

/** Between blanks (which punctuation has become) or before a word that begins a question. */
const END = '(?= |[a-z0-9]|在[吗么不]|$)';
const OPENERS = [
  '(?:你|您|大家)们?好[啊呀哦吖]?',
  '(?:早上|上午|中午|下午|晚上)好',
  `(?:hello|hi|hey)(?![a-z])`,
  '哈[喽啰罗]',
  '嗨',
  '在[吗么嘛不](?:在|[?])?',
  '有人[吗么在]+',
  `(?:亲爱的|亲们?|客服|老师|老板|小哥|小姐姐?|师傅|各位|大神|大佬|大家|朋友们?|同学|美女|帅哥|喂)${END}`,
  '亲(?=我|你|请|问|怎|想|麻)',
  '(?:谢谢|感谢)(?:你|您)?(?= )',
  '不好意思',
  '(?:那个|这个|话说|就是说?|嗯+|呃+|额+|唉+|诶+)(?= )|那个(?!是|的|在)|嗯+|呃+',
  '(?:麻烦|打扰|劳驾|辛苦)(?:你|您|各位)?(?:们)?(?:一下|下|了)?',
  '(?:我|俺)?(?:就|还|又)?(?:想要?|要|来)?(?:请问|请教|咨询|询问|问|求问|求教|求助|跪求)(?:一下|下|您|你|问)*(?:你们|个问题|一?个事)?(?!题)',
  '(?:有)?(?:谁|没有人|哪位)(?:能|可以)?(?:知道|告诉我|说说)',
  '(?:能不能|能否|可不可以|可以|可否|能|请)?(?:告诉|教教?|帮)(?:我|下|一下|忙)+(?:看看|看一?下|查一?下|问一?下|说一?下)?(?!们)',
  '(?:我|俺)?想(?:要)?(?:知道|了解|问|弄清楚|搞清楚)(?:一下|下)?',
  '急(?:急+|问)',
];
const CLOSERS = [
  '(?:非常|十分)?(?:谢谢|多谢|感谢|谢了|蟹蟹)(?:你|您|了|啦|大家|各位|哈|哦)*',
  '(?:麻烦|拜托|辛苦)(?:你|您)?(?:们)?了?',
  '(?:在线等|急用|很急|着急|急急+)',
  '(?:求|请)(?:解答?|指教|告知|帮助|回复|大神)',
  '(?:thanks?|thx|3q)',
  '[啊呀呢吧嘛哦噢喔哈啦哇呗诶哎欸嘞咧呐耶吗的了]',
  '(?<![什怎这那多])么',
];
const OPENER = new RegExp(`^(?:${OPENERS.join('|')}) ?`, 'u');
const CLOSER = new RegExp(` ?(?:${CLOSERS.join('|')})$`, 'u');

/** Drops openers and closers, again and again while there are some. */
export function dropChattyWords(text: string): string {
  return dropAll(dropAll(text, OPENER), CLOSER);
}

function dropAll(text: string, pattern: RegExp): string {
  let kept = text;
  for (;;) {
    const shorter = kept.replace(pattern, '');
    if (shorter === kept || shorter.replaceAll(' ', '').length < MIN_LEFT) return kept;
    kept = shorter;
  }
}
