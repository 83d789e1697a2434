import fs from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage, Phone, visibleText, waitForPicture } from './person';
import { ADMIN_PASSWORD, makeDataDir, type ServerProcess, startServerProcess } from './server-process';

const QUESTION = '怎么开发票';
const SECRET = '我的设备序列号是 SN-7788-2211';

jest.setTimeout(120_000);

let dataDir: string;
let server: ServerProcess;
let browser: Browser;

beforeEach(async () => {
  dataDir = makeDataDir();
  server = await startServerProcess(dataDir);
  browser = await launchBrowser();
});
afterEach(async () => {
  await browser?.close();
  await server?.stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

async function signIn(page: Page, password = ADMIN_PASSWORD): Promise<void> {
  await page.getByLabel('用户名').fill('admin');
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

async function addFollower(page: Page, name: string): Promise<Phone> {
  await page.getByLabel('新粉丝的名字').fill(name);
  await page.getByRole('button', { name: '添加粉丝' }).click();
  const phone = new Phone(page, name);
  await phone.root.waitFor();
  return phone;
}

// @covers S2-07
it('takes a follower from the first question to a person and back to the bot', async () => {
  const { page, problems } = await openPage(browser, `${server.url}/sandbox`);
  const ming = new Phone(page, '小明');
  const hong = await addFollower(page, '小红');

  // Following and asking.
  const welcome = await ming.follow();
  expect(welcome).toContain('欢迎');
  await hong.follow();
  const answer = await ming.ask(QUESTION);
  expect(answer).toContain('发票');

  // The menu: a tap and its number lead to the same place.
  const menu = await ming.ask('菜单');
  await hong.ask('菜单');
  const [number, label] = choiceOf(menu, QUESTION);
  const tapped = await ming.tap(label);
  const typed = await hong.ask(number);
  // 有用 and 没用 stand below some answers only.
  const withoutVote = (text: string) => text.replace(/\s*这条回答：.*$/, '');
  expect(withoutVote(typed)).toBe(withoutVote(tapped));
  expect(tapped).not.toBe(menu);

  // A picture, and a text that only one of the two wrote.
  await ming.sendSamplePicture();
  await ming.ask(SECRET);

  // The follower calls for a person and keeps a place in the queue.
  expect(await ming.ask('#人工')).toContain('人工');

  // The agent signs in, in a browser of their own, and sees the story.
  const desk = await openPage(browser, `${server.url}/sandbox/agent`);
  const agent = desk.page;
  await signIn(agent);
  await agent.getByRole('button', { name: /^接入/ }).click();
  const log = agent.getByRole('log', { name: '会话消息' });
  await log.getByText(SECRET).waitFor();
  await log.getByText(QUESTION, { exact: true }).first().waitFor();
  await log.getByRole('button', { name: '查看' }).click();
  await waitForPicture(log.getByRole('img', { name: '粉丝发来的图片' }));
  expect(await visibleText(agent.getByLabel('发送额度'))).toMatch(/^还可发 \d+ 条/);

  // The agent answers; the follower sees it, and the agent that it arrived.
  await agent.getByLabel('回复内容').fill('您好，我是客服小王，已查到您的设备。');
  await agent.getByRole('button', { name: '发送', exact: true }).click();
  await ming.root.getByText('您好，我是客服小王，已查到您的设备。').waitFor();
  await log
    .getByRole('article', { name: '客服的消息' })
    .filter({ hasText: '客服小王' })
    .getByText('已送达微信')
    .waitFor();

  // The follower writes back; the agent sees it without doing anything, and the bot stays silent.
  const before = await ming.replies().count();
  await ming.write('太好了，谢谢');
  await log.getByRole('article', { name: '粉丝的消息' }).filter({ hasText: '太好了，谢谢' }).waitFor();
  await page.waitForTimeout(500);
  expect(await ming.replies().count()).toBe(before);

  // Back to the bot.
  await agent.getByRole('button', { name: '交还机器人' }).click();
  await agent.getByText('会话已结束').waitFor();
  await expectAnswer(ming, QUESTION, '发票');

  // Two chats side by side do not mix.
  const others = await hong.transcript();
  expect(others).not.toContain(SECRET);
  expect(others).not.toContain('客服小王');
  expect(await hong.replies().count()).toBe(3);

  expect(problems).toEqual([]);
  expect(desk.problems).toEqual([]);
});

it('answers a button of the bottom menu as if its words were typed', async () => {
  const { page, problems } = await openPage(browser, `${server.url}/sandbox`);
  const ming = new Phone(page, '小明');
  await ming.follow();
  const typed = await ming.ask('服务时间');
  expect(await ming.tapMenu('联系我们', '服务时间')).toBe(typed);
  expect(problems).toEqual([]);
});

it('shows on the wire what was posted, answered and called', async () => {
  const { page, problems } = await openPage(browser, `${server.url}/sandbox`);
  const ming = new Phone(page, '小明');
  await ming.follow();
  await ming.ask(QUESTION);
  const wire = page.getByRole('region', { name: '通信记录' });
  const entry = wire.getByRole('listitem').filter({ hasText: 'text' }).first();
  await entry.getByText('已回复').waitFor();
  await entry.locator('summary').click();
  await entry.getByText(`<Content><![CDATA[${QUESTION}]]></Content>`).waitFor();
  await entry.getByText('POST /wechat?signature=').waitFor();
  expect(problems).toEqual([]);
});

it('refuses a wrong password in words and keeps a refused answer in the input', async () => {
  const { page } = await openPage(browser, `${server.url}/sandbox`);
  const ming = new Phone(page, '小明');
  await ming.follow();
  await ming.ask('#人工');

  const { page: agent } = await openPage(browser, `${server.url}/sandbox/agent`);
  await signIn(agent, 'not-the-password');
  await agent.getByRole('alert').getByText('用户名或密码').waitFor();
  await signIn(agent);
  await agent.getByRole('button', { name: /^接入/ }).click();
  const tooLong = '字'.repeat(700);
  await agent.getByLabel('回复内容').fill(tooLong);
  await agent.getByRole('button', { name: '发送', exact: true }).click();
  await agent.getByRole('alert').getByText('过长').waitFor();
  expect(await agent.getByLabel('回复内容').inputValue()).toBe(tooLong);
});

it('shows the agent that a message may be lost, and sends it again when told to', async () => {
  const { page } = await openPage(browser, `${server.url}/sandbox`);
  const ming = new Phone(page, '小明');
  await ming.follow();
  await ming.ask('#人工');
  const { page: agent, problems } = await openPage(browser, `${server.url}/sandbox/agent`);
  await signIn(agent);
  await agent.getByRole('button', { name: /^接入/ }).click();
  await agent.getByRole('log', { name: '会话消息' }).getByText('已送达微信').waitFor();

  await page.getByLabel('故障', { exact: true }).selectOption('断开连接，消息未送达');
  await page.getByRole('button', { name: '安排' }).click();
  await page.getByRole('list', { name: '已安排的故障' }).getByText('还有 1 次').waitFor();
  await agent.getByLabel('回复内容').fill('设备今天下午寄出。');
  await agent.getByRole('button', { name: '发送', exact: true }).click();
  const message = agent.getByRole('article', { name: '客服的消息' }).filter({ hasText: '设备今天下午寄出' });
  await message.getByText('结果未知').waitFor();
  expect(await ming.transcript()).not.toContain('设备今天下午寄出');

  await message.getByRole('button', { name: '重新发送' }).click();
  await message.getByText('已送达微信').waitFor();
  await ming.root.getByText('设备今天下午寄出').waitFor();
  expect(await ming.replies().filter({ hasText: '设备今天下午寄出' }).count()).toBe(1);
  expect(problems).toEqual([]);
});

it('looks the same after the server was killed and started again', async () => {
  const { page } = await openPage(browser, `${server.url}/sandbox`);
  const ming = new Phone(page, '小明');
  await ming.follow();
  await ming.ask(QUESTION);
  const before = await ming.transcript();
  // Less than this after the last change, the state may not be on the disk yet: a slow write is followed by a longer pause.
  await page.waitForTimeout(2_000);
  const { port } = new URL(server.url);
  await server.kill();
  server = await startServerProcess(dataDir, port);
  await page.reload();
  await ming.replies().first().waitFor();
  expect(await ming.transcript()).toBe(before);
  await expectAnswer(ming, QUESTION, '发票');
});

it('plays two followers, a third, an agent and the clock on one screen', async () => {
  const { page, problems } = await openPage(browser, `${server.url}/sandbox/stage`);
  const ming = new Phone(page, '小明');
  const hong = new Phone(page, '小红');
  await ming.follow();
  await hong.follow();
  await signIn(page);
  await page.getByText('在线', { exact: true }).waitFor();
  await ming.ask('#人工');
  await hong.ask('#人工');
  const claims = page.getByRole('button', { name: /^接入粉丝/ });
  await claims.nth(1).waitFor();
  await claims.first().click();
  await page.getByLabel('回复内容').fill('小明您好，请问有什么可以帮您？');
  await page.getByRole('button', { name: '发送', exact: true }).click();
  await ming.root.getByText('小明您好，请问有什么可以帮您？').waitFor();
  expect(await hong.transcript()).not.toContain('小明您好');

  // The clock moves for all three, and the agent stays at work.
  const clock = page.getByRole('region', { name: '沙盒时钟' });
  await clock.getByText('真实时间').waitFor();
  await clock.getByRole('button', { name: '+1 小时' }).click();
  await clock.getByText('快了 1 小时').waitFor();
  await page.getByText('在线', { exact: true }).waitFor();
  await clock.getByRole('button', { name: '复位' }).click();
  await clock.getByText('真实时间').waitFor();

  const gang = await addFollower(page, '小刚');
  expect(await gang.follow()).toContain('欢迎');
  expect(problems).toEqual([]);
});

async function expectAnswer(phone: Phone, question: string, word: string): Promise<void> {
  // What the bot says by itself (a farewell of the person, say) may come first.
  const before = await phone.replies().count();
  await phone.write(question);
  await phone
    .replies()
    .filter({ hasText: word })
    .nth(await countBefore(phone, before, word))
    .waitFor();
}

/** How many of the first `before` replies hold the word already. */
async function countBefore(phone: Phone, before: number, word: string): Promise<number> {
  const texts = await phone.replies().allInnerTexts();
  return texts.slice(0, before).filter((text) => text.includes(word)).length;
}

/** Number and label of a choice of a menu: a line such as `5 怎么开发票` or `5. 怎么开发票`. */
function choiceOf(menu: string, wanted: string): [string, string] {
  const line = menu.split('\n').find((one) => one.endsWith(wanted));
  const found = /^(\d)[.、\s]*(.+)$/.exec(line ?? '');
  if (found?.[1] === undefined || found[2] === undefined) throw new Error(`no choice ${wanted} in:\n${menu}`);
  return [found[1], found[2].trim()];
}
