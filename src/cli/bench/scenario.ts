import { driveFully, type NextRequest } from './drive';
import type { MeasuredProcess } from './measured-process';
import { type PushWriter, writeRequest } from './messages';
import type { Followers, Mix } from './mixes';
import type { Burst } from './statistics';

/** One kind of message to one server. */
export interface Scenario {
  name: string;
  server: MeasuredProcess;
  writer: PushWriter;
  followers: Followers;
  mix: Mix;
  /** Every message comes from somebody who never wrote before. */
  firstContact?: boolean;
}

export function requestsOf(scenario: Scenario): NextRequest {
  const { writer, followers, mix, firstContact } = scenario;
  return () =>
    writeRequest(writer.text(firstContact === true ? followers.newcomer() : followers.returning(), mix()));
}

/** Requests made before the clock runs, since signing and encrypting them is work; when they run out, made on the way. */
export function prepared(make: NextRequest, count: number): NextRequest {
  const ready = Array.from({ length: count }, make);
  return () => ready.pop() ?? make();
}

/** One burst: what was answered, and what the answering process spent on it. */
export async function runBurst(
  scenario: Scenario,
  options: { connections: number; seconds: number; expected: number },
): Promise<Burst> {
  const next = prepared(requestsOf(scenario), options.expected);
  const before = await scenario.server.usage();
  const driven = await driveFully(scenario.server.url, next, options);
  const after = await scenario.server.usage();
  return { ...driven, cpuUs: after.cpuUs - before.cpuUs };
}
