import type { CustomMessage, DownloadedMedia } from '../wechat';

/** The platform's side of the API as far as turns reach it: takes every message, has every picture. */
export class FakeAccount {
  private readonly taken: { followerId: string; text: string }[] = [];

  sendCustomMessage = async (followerId: string, message: CustomMessage): Promise<void> => {
    this.taken.push({ followerId, text: message.kind === 'text' ? message.content : `[${message.kind}]` });
  };

  downloadMedia = async (): Promise<DownloadedMedia> => ({
    body: Buffer.from('a picture'),
    contentType: 'image/jpeg',
    fileName: undefined,
  });

  /** What a follower was sent since the last call. */
  takeSends(followerId: string): string[] {
    const mine = this.taken.filter((send) => send.followerId === followerId).map(({ text }) => text);
    this.taken.length = 0;
    return mine;
  }
}
