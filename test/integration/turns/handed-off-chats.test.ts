import path from 'node:path';
import { openStore } from '../../../src/store';
import { readHandedOffChats } from '../../../src/turns/handed-off-chats';
import { insertMessage } from '../../../src/turns/message-log';
import { silentLogger } from '../../helpers/log';
import { tempFolder } from '../../helpers/temp-folder';

const folder = tempFolder();
const AT = 1_790_000_000_000;
const MINUTE = 60_000;

it('reads what was said around chats that an agent served, and no others', async () => {
  const store = await openStore(
    { kind: 'sqlite', file: path.join(folder, 'chats.db') },
    { logger: silentLogger },
  );
  await store.unitOfWork.run(async (tx) => {
    const chat = (id: string, follower: string, state: string, claimed: number | null) =>
      tx.execute(
        `INSERT INTO chat (id, follower_id, state, reason, queued_at, claimed_at, closed_at, staff_id, last_message_at)
         VALUES ($1, $2, $3, '', $4, $5, $6, 's', $4)`,
        [id, follower, state, AT, claimed, state === 'closed' ? AT + 10 * MINUTE : null],
      );
    await chat('served', 'f1', 'closed', AT + MINUTE);
    await chat('left', 'f2', 'closed', null);
    await chat('open', 'f3', 'human', AT + MINUTE);
    const say = (followerId: string, minutes: number, from: 'follower' | 'bot' | 'staff', text: string) =>
      insertMessage(tx, { followerId, at: AT + minutes * MINUTE, from, type: 'text', text });
    await say('f1', -60, 'follower', '很久以前');
    await say('f1', -2, 'follower', '工厂可以参观吗');
    await say('f1', -2, 'bot', '没有找到答案');
    await say('f1', 2, 'staff', '可以');
    await say('f1', 30, 'follower', '之后');
    await say('f2', 1, 'follower', '没人');
  });
  const chats = await readHandedOffChats(store.reader, { since: AT, limit: 10 });
  expect(chats.map(({ chatId, messages }) => [chatId, messages.map(({ text }) => text)])).toEqual([
    ['served', ['工厂可以参观吗', '可以']],
  ]);
  expect(await readHandedOffChats(store.reader, { since: AT + 60 * MINUTE, limit: 10 })).toEqual([]);
  await store.close();
});
