/**
 * Ways of asking that mean the same in any business, brought to one wording on both sides.
 * Only the frame of a question is touched, never its subject: operators add those as other phrasings.
 * Order matters: a longer wording comes before the shorter one inside it.
 */
const REWORDINGS: readonly (readonly [RegExp, string])[] = [
  [/登陆/g, '登录'],
  [/帐/g, '账'],
  [/账户/g, '账号'],
  [/手机号码/g, '手机号'],
  [/您/g, '你'],
  [/甚么|什麽|神马|啥子|啥/g, '什么'],
  [/怎么样才能|怎么样能|怎么才能|如何才能|怎样才能|怎样能|如何能|怎么能/g, '怎么'],
  [/如何|怎样|怎么样|咋样|咋个|咋么|咋|怎么着/g, '怎么'],
  [/怎么办理|怎么弄|怎么搞|怎么做|怎么整|怎么操作|怎么处理|怎么解决/g, '怎么办'],
  [/为什么会|因为什么|什么原因|为何|怎么会|怎么回事|是何原因|为什么/g, '为什么'],
  [/无法|不可以|没办法|没法|不能够|不让/g, '不能'],
  [/能不能|可不可以|能否|可否|是否可以|是否能|可以不可以|行不行/g, '可以'],
  [/是不是|是否/g, '是'],
  [/有没有|有无/g, '有'],
  [/没有/g, '没'],
  [/多少钱|什么价格|什么价|价钱|价位/g, '价格'],
  [/什么时候|何时|什么时间|几点钟?/g, '什么时候'],
  [/在哪里|在哪儿|哪儿|何处|什么地方|那里|在哪/g, '哪里'],
  [/多长时间|多少时间|多少天|几天|多久/g, '多久'],
];

/** Brings the frame of a question to its common wording. */
export function reword(text: string): string {
  let result = text;
  for (const [pattern, common] of REWORDINGS) result = result.replace(pattern, common);
  return result;
}
