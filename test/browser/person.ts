import fs from 'node:fs';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

export function launchBrowser(): Promise<Browser> {
  if (!fs.existsSync(CHROMIUM)) throw new Error(`${CHROMIUM} is missing: install Debian's chromium package`);
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page of a person of their own, and everything that went wrong on it. */
export async function openPage(browser: Browser, url: string): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('requestfailed', (request) => problems.push(`${request.url()} ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.url()} answered ${response.status()}`);
  });
  await page.goto(url);
  return { page, problems };
}

/** The phone of one follower on the sandbox page. */
export class Phone {
  readonly root: Locator;

  constructor(page: Page, name: string) {
    this.root = page.getByRole('region', { name: `${name}的手机` });
  }

  async follow(): Promise<string> {
    await this.root.getByRole('button', { name: '关注公众号' }).click();
    return this.waitForReply(0);
  }

  /** Types a text and returns the next thing that the account shows. */
  async ask(text: string): Promise<string> {
    const before = await this.replies().count();
    await this.write(text);
    return this.waitForReply(before);
  }

  async write(text: string): Promise<void> {
    const toInput = this.root.getByRole('button', { name: '切换到输入' });
    if (await toInput.isVisible()) await toInput.click();
    const input = this.root.getByRole('textbox', { name: '输入消息' });
    await input.fill(text);
    await input.press('Enter');
  }

  /** Taps a choice of the newest message that offers it. */
  async tap(label: string): Promise<string> {
    const before = await this.replies().count();
    // The number may stand inside the link or before it.
    const name = new RegExp(`^(\\d+[.、\\s]*)?${label}$`);
    await this.root.getByRole('log').getByRole('button', { name }).last().click();
    return this.waitForReply(before);
  }

  /** Opens a column of the account's bottom menu and taps an entry. */
  async tapMenu(column: string, entry: string): Promise<string> {
    const before = await this.replies().count();
    await this.root.getByRole('button', { name: '切换到菜单' }).click();
    const menu = this.root.getByRole('navigation', { name: '公众号菜单' });
    await menu.getByRole('button', { name: column }).click();
    await menu.getByRole('list', { name: column }).getByRole('button', { name: entry }).click();
    return this.waitForReply(before);
  }

  replies(): Locator {
    return this.root.getByRole('article', { name: '公众号的消息' });
  }

  /** Everything in the chat, as text. */
  async transcript(): Promise<string> {
    return visibleText(this.root.getByRole('log'));
  }

  private async waitForReply(before: number): Promise<string> {
    const next = this.replies().nth(before);
    await next.waitFor();
    // The avatar's character is hidden from people who listen, and is not part of the message.
    return (await visibleText(next)).replace(/^微\n/, '');
  }

  async sendSamplePicture(): Promise<void> {
    await this.root.getByRole('button', { name: '更多功能' }).click();
    await this.root.getByRole('button', { name: '示例图片' }).click();
    await waitForPicture(this.root.getByRole('img', { name: '图片' }));
  }
}

/** The text with the line breaks that a person sees. */
export function visibleText(found: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: the line breaks of the layout are wanted, textContent has none
  return found.innerText();
}

/** Waits until a picture is there and has been read. */
export async function waitForPicture(picture: Locator): Promise<void> {
  await picture.waitFor();
  await picture.evaluate((image: unknown) => (image as { decode(): Promise<void> }).decode());
}
