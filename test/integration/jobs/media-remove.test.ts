import fs from 'node:fs';
import path from 'node:path';
import { MediaStore } from '../../../src/jobs/media-store';
import { wechatHandlers } from '../../../src/jobs/wechat-handlers';
import { ManualClock } from '../../../src/kernel/clock';
import { openStore } from '../../../src/store';
import { silentLogger } from '../../helpers/log';
import { tempFolder } from '../../helpers/temp-folder';

const folder = tempFolder();

it('removes files of the media folder, and nothing outside of it', async () => {
  const store = await openStore(
    { kind: 'sqlite', file: path.join(folder, 'a.db') },
    { logger: silentLogger },
  );
  const media = new MediaStore(path.join(folder, 'media'), store.unitOfWork, store.reader);
  await media.save(
    { mediaId: 'm1', followerId: 'fan', kind: 'image', now: 0 },
    { body: Buffer.from('x'), contentType: 'image/png', fileName: undefined },
  );
  const outside = path.join(folder, 'outside.txt');
  fs.writeFileSync(outside, 'stays');
  const saved = (await media.find('m1'))?.file ?? '';
  expect(fs.existsSync(saved)).toBe(true);
  const api = { sendCustomMessage: async () => {}, downloadMedia: () => Promise.reject(new Error()) };
  const handler = wechatHandlers({ api, media, clock: new ManualClock(0) })['media.remove'];
  const paths = [path.relative(path.join(folder, 'media'), saved), '../outside.txt', 'gone.png'];
  const item = { id: 1, key: 'k', kind: 'media.remove', followerId: null, args: { paths }, attempts: 0 };
  expect(await handler?.carryOut(item)).toEqual({ kind: 'sent' });
  expect(fs.existsSync(saved)).toBe(false);
  expect(fs.existsSync(outside)).toBe(true);
  await store.close();
});
