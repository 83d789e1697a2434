import fs from 'node:fs/promises';
import path from 'node:path';
import type { Bubble } from '../snapshot';
import { HELP, readChatCommand } from './chat-command';
import type { ControlClient } from './control-client';
import { printBubble, printMenu } from './print-bubble';

const FILE_TYPES: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.amr': 'audio/amr',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
};

/** After the last answer, messages that the account sends by itself are waited for this long. */
const QUIET_MS = 600;

/** One follower at a terminal: lines go in, what the account shows comes out through `print`, each bubble once. */
export class ChatSession {
  private openid = '';
  private printedId = 0;
  private printedAt = Date.now();
  private readonly stopped = new AbortController();
  /** Choices of the menu message shown last, by number. */
  private choices: { id: string; content: string }[] = [];

  constructor(
    private readonly client: ControlClient,
    private readonly print: (text: string) => void,
  ) {}

  /** Follows the account as a new follower. */
  async open(name: string): Promise<void> {
    this.openid = await this.client.addFollower(name);
    await this.client.watch((change) => {
      if (change.type === 'bubble' && change.openid === this.openid) this.show(change.bubble);
    }, this.stopped.signal);
    await this.client.act(this.openid, { kind: 'follow' });
    await this.catchUp();
  }

  /** Runs one line to its end. False when the person wants to leave. */
  async run(line: string): Promise<boolean> {
    if (line.trim() === '') return true;
    const command = readChatCommand(line);
    switch (command.kind) {
      case 'quit':
        return false;
      case 'help':
        this.print(HELP);
        return true;
      case 'mistake':
        this.print(command.text);
        return true;
      case 'menu':
        this.print(printMenu((await this.client.state()).menu));
        return true;
      case 'file':
        await this.sendFile(command.media, command.path);
        break;
      case 'act': {
        const choice = this.choices[Number(line.trim()) - 1];
        const isChoice = command.action.kind === 'text' && choice !== undefined;
        this.choices = [];
        await this.attempt(() =>
          this.client.act(
            this.openid,
            isChoice ? { kind: 'tap', text: choice.content, menuId: choice.id } : command.action,
          ),
        );
      }
    }
    await this.catchUp();
    return true;
  }

  /** Waits until nothing has come for a moment, then lets go. */
  async close(): Promise<void> {
    const began = Date.now();
    const quietSince = () => Math.max(began, this.printedAt);
    while (Date.now() - quietSince() < QUIET_MS) await new Promise((resolve) => setTimeout(resolve, 50));
    this.stopped.abort();
  }

  private async sendFile(media: string, file: string): Promise<void> {
    const type = FILE_TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
    let content: Buffer;
    try {
      content = await fs.readFile(file);
    } catch {
      this.print(`读不到文件 ${file}`);
      return;
    }
    await this.attempt(() =>
      this.client.sendFile(this.openid, media, { name: path.basename(file), type, content }),
    );
  }

  /** A refusal is told and the chat goes on. */
  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.print(`[${error instanceof Error ? error.message : String(error)}]`);
    }
  }

  /** The event stream may lag behind the call that has just ended. */
  private async catchUp(): Promise<void> {
    const { bubbles } = await this.client.state();
    for (const bubble of bubbles[this.openid] ?? []) this.show(bubble);
  }

  private show(bubble: Bubble): void {
    if (bubble.id <= this.printedId) return;
    this.printedId = bubble.id;
    const { content, side } = bubble;
    if (side === 'follower' || content.type === 'action') return;
    this.printedAt = Date.now();
    this.choices = content.type === 'msgmenu' ? content.choices : [];
    this.print(printBubble(content));
  }
}
