/** How a piece of a short answer counts. */
export type YesNoKind =
  | 'yes'
  /** A murmur: yes to a harmless question, not enough for something that cannot be undone. */
  | 'murmur'
  | 'no'
  /** It answers, but not which way. */
  | 'unsure'
  /** It asks back: not an answer at all. */
  | 'question'
  /** Thanks, names, particles: they change nothing. */
  | 'filler';

const LISTS: Readonly<Record<YesNoKind, string>> = {
  yes:
    '好 好的 好滴 好哒 好嘞 好啦 好了 好呀 好啊 好吧 好好 行 行的 行吧 可以 可以的 可以啊 是 是的 是滴 是啊 是呀 对 对的 对啊 对呀 对头 没错 没有错 正确 ' +
    '没问题 没有问题 没毛病 没意见 没有异议 无误 无异议 确认 确认无误 确定 同意 我同意 已同意 赞成 提交 确认提交 同意并提交 提交吧 要 要的 需要 我要 ' +
    '想 想的 愿意 我愿意 成 成交 中 得 妥 妥了 妥妥的 当然 当然可以 当然了 必须 必须的 肯定 肯定的 就这样 就这个 这样就行 这样就好 就行 就好 这样可以 ' +
    '解决了 已解决 已经解决 解决 有的 有 会 会的 能 能的 收到 明白 了解 知道了 晓得了 允许 接受 批准 通过 准了 继续 继续吧 保留 ok okay okk oki okey k yes yeah yep yup ' +
    'y sure right correct confirm agree fine 欧克 噢克 哦克 昂可 米问题 木问题 莫问题 可 可行 行得通 使得 说得对 说的对 是这样 是这样的 是我 正是 就是 就是的 的确 确实 确实是 不错 错不了 不会错 没有不对 没什么问题',
  murmur: '嗯 恩 嗯嗯 嗯呐 嗯哼 唔 哦 噢 喔 额 呃 哼 em emm mm hmm 奥',
  no:
    '不 不是 不是的 不对 不对的 不行 不可以 不可 不用 不用了 不必 不必了 不要 不要了 不需要 无需 不 不了 不想 不想要 不愿意 不同意 不确认 不提交 不提交了 不接受 不允许 不好 ' +
    '不成 不中 不能 不会 不正确 没 没有 没有的 没解决 没有解决 未解决 还没 还没有 还没解决 还是没解决 还不行 还是不行 不弄了 不搞了 不办了 不填了 不要提交 别 别了 别提交 别弄了 先别 ' +
    '先不 先不了 先不要 先不用 先不提交 暂不 暂时不 暂时不用 暂时不要 暂时不需要 算了 算了吧 否 否定 拒绝 反对 放弃 取消 取消吧 免了 错 错了 错的 有误 有错 有问题 有错误 不准 ' +
    '不继续 不继续了 不保留 不允许 不赞成 no nope nah n not cancel 达咩 不行的 不太好 不太行 不方便 不考虑 才不 才不是 并不 并不是 都不对 都不是 全错',
  unsure:
    '好像 似乎 应该 可能 也许 大概 或许 差不多 大致 基本 貌似 估计 看情况 再说 再看看 看看再说 再想想 想想 考虑一下 考虑考虑 我考虑下 随便 随意 都行 都可以 无所谓 ' +
    '不知道 不清楚 不确定 不太清楚 不太确定 不好说 说不好 不一定 吧? 犹豫 纠结 一半 部分 部分对 不全对 不完全对 不完全是 不全是 不太对 不太是 maybe perhaps 等等 等一下 等下 稍等 等会 不放弃 不取消 是吧 对吧',
  question:
    '吗 呢 么 什么 怎么 为什么 是不是 对不对 好不好 行不行 可不可以 能不能 要不要 会不会 有没有 可否 是否 哪 谁 多少 几',
  filler:
    '谢谢 谢谢你 谢谢您 感谢 多谢 谢了 谢啦 辛苦了 辛苦 麻烦了 麻烦 麻烦你了 麻烦您了 你好 您好 不好意思 抱歉 客服 亲 朋友 老师 请 帮我 我 我们 那 那就 就 啊 呀 吧 哈 哈哈 啦 咯 喽 的 了 哦 噢 喔 嘛 呗 哟 耶 嘻嘻 ' +
    '这个 这 都 全部 全 以上 信息 内容 一下 请您 完全 绝对 非常 真 真的 现在 马上 目前 先 还是 没关系 不客气 没事 thanks thank you thx please pls it is 其实 哎 唉 诶 欸',
};

/** Word → kind, the later lists giving way to the earlier ones. */
export const YES_NO_WORDS: ReadonlyMap<string, YesNoKind> = new Map(
  (['filler', 'murmur', 'unsure', 'question', 'no', 'yes'] as const).flatMap((kind) =>
    LISTS[kind]
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => [word, kind] as const),
  ),
);

export const LONGEST_WORD = Math.max(...[...YES_NO_WORDS.keys()].map((word) => word.length));

/** Answers without words: emoji and WeChat faces. */
export const SIGNS: readonly (readonly [RegExp, YesNoKind])[] = [
  [
    /^(?:(?:👌|👍|🆗|✅|✔|☑|🙆)[\u{1F3FB}-\u{1F3FF}\uFE0F]*|\[(?:ok|强|好的)\]|\/:(?:ok|strong))+$/iu,
    'murmur',
  ],
  [/^(?:(?:👎|❌|✖|✗|🙅|🚫)[\u{1F3FB}-\u{1F3FF}\uFE0F]*|\[(?:弱|no)\]|\/:(?:no|weak))+$/iu, 'no'],
];
