import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../kernel/clock';
import { writeXml, type XmlFields } from '../wechat';
import type { PlatformAccount, Timings } from './account';
import { openAnswer, sealMessage } from './envelope';
import { describeAction, type FollowerAction, toXmlFields } from './inbound-message';
import { type ReadReply, readReply } from './reply-content';
import type { Delivery } from './snapshot';
import { DELIVERY_HEADERS, postToWebhook } from './webhook-post';
import type { WireLog } from './wire-log';

/** A message on its way to the account; plain data, so that it survives the process that posts it. */
export interface OutgoingMessage {
  openid: string;
  action: FollowerAction;
  /** Unix seconds. */
  createTime: number;
  messageId: string;
  /** Postings begun so far. */
  attempts: number;
}

export type Answer =
  | { kind: 'empty' }
  | Exclude<ReadReply, { kind: 'bad' }>
  /** No usable answer to any of the deliveries. */
  | { kind: 'fault'; problem: string };

/** Posts messages to the webhook as WeChat does: signed, encrypted, dropped after 5 s, three times in all (§4.1). */
export class Deliverer {
  private readonly stopped = new AbortController();

  constructor(
    private readonly account: PlatformAccount,
    private readonly webhookUrl: () => string,
    private readonly timings: Timings,
    private readonly clock: Clock,
    private readonly log: WireLog,
    private readonly hasMedia: (mediaId: string) => boolean,
  ) {
    // Every delivery under way listens for the end.
    setMaxListeners(0, this.stopped.signal);
  }

  /** Delivers until an answer is usable or the attempts are used up. Rejects only when the platform closes. */
  async deliver(message: OutgoingMessage, onAttempt: () => void = () => {}): Promise<Answer> {
    let problem = 'the process that delivered it ended';
    while (message.attempts < this.timings.deliveries) {
      message.attempts += 1;
      onAttempt();
      const began = Date.now();
      const answer = await this.post(message);
      if (answer.kind !== 'bad') return answer;
      problem = answer.problem;
      if (message.attempts >= this.timings.deliveries) break;
      const wait = began + this.timings.retryEveryMs - Date.now();
      if (wait > 0) await sleep(wait, undefined, { signal: this.stopped.signal });
    }
    return { kind: 'fault', problem };
  }

  /** One posting. `bad` answers include dropped and failed connections. */
  async post(message: OutgoingMessage): Promise<ReadReply | { kind: 'empty' }> {
    const { openid, action, createTime, messageId } = message;
    const fields = toXmlFields(action, {
      originalId: this.account.originalId,
      openid,
      createTime,
      messageId,
    });
    const xml = writeXml(fields);
    const sealed = sealMessage(this.account, { xml, fields, openid }, Math.floor(this.clock.now() / 1000));
    const url = new URL(this.webhookUrl());
    for (const [name, value] of Object.entries(sealed.query)) url.searchParams.set(name, value);
    const entry = this.log.addDelivery({
      at: this.clock.now(),
      openid,
      what: describeAction(action),
      messageId: action.type === 'event' ? undefined : messageId,
      attempt: message.attempts,
      url: url.toString(),
      requestHeaders: DELIVERY_HEADERS,
      requestBody: sealed.body,
      plainXml: xml,
      status: undefined,
      responseHeaders: {},
      responseBody: undefined,
      replyXml: undefined,
      durationMs: undefined,
      outcome: 'running',
      problem: undefined,
    });
    const began = performance.now();
    const result = await postToWebhook(url, sealed.body, {
      dropAfterMs: this.timings.dropAfterMs,
      signal: this.stopped.signal,
    });
    this.stopped.signal.throwIfAborted();
    const durationMs = Math.round(performance.now() - began);
    if (result.kind !== 'answered') {
      const problem =
        result.kind === 'dropped' ? `no answer within ${this.timings.dropAfterMs} ms` : result.problem;
      this.log.finishDelivery(entry, { durationMs, outcome: result.kind, problem });
      return { kind: 'bad', problem };
    }
    const read = this.read(result.status, result.body, message, fields);
    this.log.finishDelivery(entry, {
      durationMs,
      status: result.status,
      responseHeaders: result.headers,
      responseBody: result.body,
      ...read.change,
    });
    return read.answer;
  }

  close(): void {
    this.stopped.abort();
  }

  private read(
    status: number,
    body: string,
    message: OutgoingMessage,
    sent: XmlFields,
  ): { answer: ReadReply | { kind: 'empty' }; change: Partial<Delivery> } {
    const bad = (outcome: Delivery['outcome'], problem: string, replyXml?: string) => ({
      answer: { kind: 'bad' as const, problem },
      change: { outcome, problem, replyXml },
    });
    if (status < 200 || status > 299) return bad('refused', `HTTP ${status}`);
    const opened = openAnswer(this.account, body);
    if (opened.kind === 'empty') return { answer: opened, change: { outcome: 'empty' } };
    if (opened.kind === 'bad') return bad('bad-answer', opened.problem);
    const reply = readReply(opened.fields, {
      openid: message.openid,
      originalId: String(sent.ToUserName),
      action: message.action,
      hasMedia: this.hasMedia,
    });
    if (reply.kind === 'bad') return bad('bad-answer', reply.problem, opened.xml);
    return { answer: reply, change: { outcome: 'reply', replyXml: opened.xml } };
  }
}
