import { parseSources } from '../../../src/kb';

const read = async (name: string, text: string) => {
  const { entries, problems } = await parseSources([{ name, bytes: Buffer.from(text) }]);
  return {
    problems: problems.map(({ line, reason }) => `${line}: ${reason}`),
    entries: entries.map(({ key, question, similar, answer, category, product, line }) => ({
      key,
      question,
      similar,
      answer,
      category,
      product,
      line,
    })),
  };
};

describe('a help page in Markdown', () => {
  it('becomes one entry a heading, with the title as category', async () => {
    const page = [
      '# 发票',
      '',
      '这里讲发票。',
      '',
      '## 怎么开发票 {#invoice-apply}',
      '',
      '登录后打开“我的订单”，',
      '点**申请开票**。',
      '',
      '1. 选订单',
      '2. 填抬头',
      '',
      '详见 [说明](https://example.com/fp)。',
      '',
      '## 发票多久到？',
      '',
      '也可以这样问：发票几天能收到；什么时候寄发票',
      '',
      '三天。',
    ].join('\n');
    expect(await read('fapiao.md', page)).toEqual({
      problems: [],
      entries: [
        {
          key: 'invoice-apply',
          question: '怎么开发票',
          similar: [],
          answer:
            '登录后打开“我的订单”，点申请开票。\n① 选订单\n② 填抬头\n详见 说明（https://example.com/fp）。',
          category: '发票',
          product: null,
          line: 5,
        },
        {
          key: 'fa-piao-duo-jiu-dao',
          question: '发票多久到？',
          similar: ['发票几天能收到', '什么时候寄发票'],
          answer: '三天。',
          category: '发票',
          product: null,
          line: 15,
        },
      ],
    });
  });

  it('takes headings without text of their own as sections, and deeper ones into the answer', async () => {
    const page =
      '---\nproduct: 在线应用\n---\n# 帮助\n## 账号\n### 怎么注册\n打开首页。\n#### 手机注册\n- 填手机号\n- 收验证码\n## 支付\n### 怎么付款\n微信。';
    const { entries } = await read('help.md', page);
    expect(entries).toMatchObject([
      {
        question: '怎么注册',
        category: '账号',
        product: '在线应用',
        line: 6,
        answer: '打开首页。\n\n【手机注册】\n· 填手机号\n· 收验证码',
      },
      { question: '怎么付款', category: '支付', answer: '微信。' },
    ]);
  });

  it('names the line of a heading that says nothing, and of an answer that is too long', async () => {
    const page = `# 页\n\n## 怎么开票\n\n## 怎么退款\n\n${'长'.repeat(700)}\n`;
    expect((await read('a.md', page)).problems).toEqual([
      '3: the answer is empty',
      '5: the answer has 2100 bytes; one reply takes 1900',
    ]);
  });

  it('without a heading over a text is refused', async () => {
    expect((await read('a.md', '只有一段话。')).problems).toEqual([
      '1: no heading with text below it: nothing to ask',
    ]);
  });
});

describe('a help page in HTML', () => {
  it('is read as people see it', async () => {
    const page = `<!doctype html><html><head><title>退款 - 帮助中心</title><style>h2{}</style>
<meta name="category" content="退款"></head><body>
<nav><h2>目录</h2><p>不要</p></nav>
<main>
<h1>退款</h1>
<h2 id="refund-apply">怎么申请 <em>退款</em></h2>
<p>打开订单，<br>
   点&nbsp;<b>退款</b> &amp; 确认。</p>
<ol><li>选原因</li><li><p>提交</p></li></ol>
<table><tr><th>渠道</th><th>时间</th></tr><tr><td>微信</td><td>1 天</td></tr></table>
<script>alert(1)</script>
<h2>退款多久到账</h2>
<div>三天。见<a href="https://example.com/r">退款说明</a>，<a href="#top">回顶部</a></div>
</main></body></html>`;
    expect(await read('tuikuan.html', page)).toEqual({
      problems: [],
      entries: [
        {
          key: 'refund-apply',
          question: '怎么申请 退款',
          similar: [],
          answer: '打开订单，\n点 退款 & 确认。\n① 选原因\n② 提交\n渠道：时间\n微信：1 天',
          category: '退款',
          product: null,
          line: 6,
        },
        expect.objectContaining({
          key: 'tui-kuan-duo-jiu-dao-zhang',
          answer: '三天。见退款说明（https://example.com/r），回顶部',
          line: 12,
        }),
      ],
    });
  });

  it('reads accordions and lists of questions', async () => {
    const page =
      '<title>账号</title><h2>登录</h2><details><summary>忘了密码怎么办</summary><p>点找回密码。</p></details>' +
      '<dl><dt>怎么注销账号</dt><dd>回复 #人工。</dd></dl>';
    expect((await read('a.html', page)).entries).toMatchObject([
      { question: '忘了密码怎么办', answer: '点找回密码。', category: '登录' },
      { question: '怎么注销账号', answer: '回复 #人工。', category: '登录' },
    ]);
  });
});
