import { Connection, parseResponse } from './connection';

/** The next request, made while the clock runs: hand out prepared ones where making them is work. */
export type NextRequest = () => Buffer;

/** A reply must be one: an empty `success`, a refusal or a page would make the figures look better than they are. */
function check(bytes: Buffer): void {
  const { status, body } = parseResponse(bytes);
  if (status !== 200 || !body.startsWith('<xml>'))
    throw new Error(`a measured message was answered ${status} ${body.slice(0, 100)}`);
}

/** As many messages as are answered in `seconds`, over `connections` connections that never wait. */
export async function driveFully(
  url: string,
  next: NextRequest,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<{ messages: number; seconds: number }> {
  const opened = await openAll(url, connections);
  try {
    const startedAt = performance.now();
    const until = startedAt + seconds * 1000;
    let messages = 0;
    await Promise.all(
      opened.map(async (connection) => {
        while (performance.now() < until) {
          check(await connection.ask(next()));
          messages += 1;
        }
      }),
    );
    return { messages, seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    for (const connection of opened) connection.close();
  }
}

/** Exactly `messages` messages, as fast as they are answered. */
export async function driveCount(
  url: string,
  next: NextRequest,
  { connections, messages }: { connections: number; messages: number },
): Promise<void> {
  const opened = await openAll(url, connections);
  try {
    let left = messages;
    await Promise.all(
      opened.map(async (connection) => {
        while (left-- > 0) check(await connection.ask(next()));
      }),
    );
  } finally {
    for (const connection of opened) connection.close();
  }
}

/**
 * A message every `1 / perSecond`, whether or not the ones before are answered: the times from when each was due to
 * its answer, in milliseconds. A server that stalls is charged for all that came due meanwhile.
 */
export async function driveSteadily(
  url: string,
  next: NextRequest,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<number[]> {
  const free = await openAll(url, 16);
  const all = [...free];
  const total = Math.floor(perSecond * seconds);
  const times: number[] = [];
  const running: Promise<void>[] = [];
  const startedAt = performance.now();
  try {
    for (let sent = 0; sent < total; ) {
      const due = Math.min(total, Math.floor(((performance.now() - startedAt) * perSecond) / 1000) + 1);
      for (; sent < due; sent += 1) {
        const dueAt = startedAt + (sent * 1000) / perSecond;
        let connection = free.pop();
        if (connection === undefined) {
          connection = await Connection.open(url);
          all.push(connection);
        }
        const own = connection;
        running.push(
          own.ask(next()).then((bytes) => {
            times.push(performance.now() - dueAt);
            check(bytes);
            free.push(own);
          }),
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(running);
    return times;
  } finally {
    for (const connection of all) connection.close();
  }
}

function openAll(url: string, count: number): Promise<Connection[]> {
  return Promise.all(Array.from({ length: count }, () => Connection.open(url)));
}
