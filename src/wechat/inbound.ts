import { createHash } from 'node:crypto';
import { idField, numberField, optional, requiredId, requiredNumber, textField } from './fields';
import type { InboundContent, InboundMessage } from './inbound-message';
import { readEvent } from './read-event';
import { refusal } from './refusal';
import type { XmlFields } from './xml';

/** Longer keys (an event key may be a whole address) would not fit a database index. */
const MAX_KEY_LENGTH = 512;

/**
 * The message behind the fields of a push. A MsgType or Event that is not known is a message all the same, to be
 * recorded and acknowledged. Throws WECHAT_MALFORMED when sender, receiver, time, type or message id is missing.
 */
export function toInboundMessage(fields: XmlFields): InboundMessage {
  const toUser = requiredId(fields, 'ToUserName');
  const fromUser = requiredId(fields, 'FromUserName');
  const createTime = requiredId(fields, 'CreateTime');
  const msgType = requiredId(fields, 'MsgType');
  if (!/^\d{1,12}$/.test(createTime)) throw refusal('malformed', 'CreateTime is not a time in seconds');
  const content = readContent(msgType, fields);
  return {
    toUser,
    fromUser,
    createdAt: Number(createTime) * 1000,
    dedupKey: dedupKey(content, fields),
    ...content,
  };
}

function readContent(msgType: string, fields: XmlFields): InboundContent {
  const kind = msgType.toLowerCase();
  if (kind === 'event') return { kind, event: readEvent(fields) };
  const mediaId = idField(fields, 'MediaId');
  switch (kind) {
    case 'text':
      return {
        kind,
        msgId: requiredId(fields, 'MsgId'),
        // Never trimmed: it is what the follower wrote. Empty for stickers that the platform does not pass on.
        content: textField(fields, 'Content') ?? '',
        ...optional('menuId', fields, 'bizmsgmenuid'),
        ...optional('articleId', fields, 'MsgDataId'),
        ...optional('articleIndex', fields, 'Idx'),
      };
    case 'image':
      return { kind, msgId: requiredId(fields, 'MsgId'), mediaId, picUrl: idField(fields, 'PicUrl') };
    case 'voice':
      return {
        kind,
        msgId: requiredId(fields, 'MsgId'),
        mediaId,
        format: idField(fields, 'Format'),
        ...optional('mediaId16k', fields, 'MediaId16K'),
        ...optional('recognition', fields, 'Recognition'),
      };
    case 'video':
    case 'shortvideo':
      return {
        kind,
        msgId: requiredId(fields, 'MsgId'),
        mediaId,
        thumbMediaId: idField(fields, 'ThumbMediaId'),
      };
    case 'location':
      return {
        kind,
        msgId: requiredId(fields, 'MsgId'),
        latitude: requiredNumber(fields, 'Location_X'),
        longitude: requiredNumber(fields, 'Location_Y'),
        scale: idField(fields, 'Scale'),
        label: textField(fields, 'Label') ?? '',
        ...optional('poiName', fields, 'Poiname'),
      };
    case 'link':
      return {
        kind,
        msgId: requiredId(fields, 'MsgId'),
        title: textField(fields, 'Title') ?? '',
        description: textField(fields, 'Description') ?? '',
        url: idField(fields, 'Url'),
      };
    case 'miniprogrampage':
      return {
        kind,
        msgId: requiredId(fields, 'MsgId'),
        title: textField(fields, 'Title') ?? '',
        appId: idField(fields, 'AppId'),
        pagePath: idField(fields, 'PagePath'),
        thumbUrl: idField(fields, 'ThumbUrl'),
        thumbMediaId: idField(fields, 'ThumbMediaId'),
      };
    case 'file':
      return {
        kind,
        msgId: requiredId(fields, 'MsgId'),
        title: textField(fields, 'Title') ?? '',
        description: textField(fields, 'Description') ?? '',
        fileKey: idField(fields, 'FileKey'),
        fileMd5: idField(fields, 'FileMd5'),
        fileBytes: numberField(fields, 'FileTotalLen'),
      };
    default:
      return { kind: 'unknown', msgType };
  }
}

/**
 * 消息排重: the MsgId of a message; an event has none, and its sender and second are not enough (two menu taps fit in
 * one second), so event and key join them. Events about a send carry the id of what was sent, as `MsgID`; those about
 * subscriptions carry it in their list.
 */
function dedupKey(content: InboundContent, fields: XmlFields): string {
  const msgId = 'msgId' in content ? content.msgId : idField(fields, 'MsgId');
  if (content.kind !== 'event' && msgId !== '') return bounded(`m:${msgId}`);
  const name = content.kind === 'event' ? 'Event' : 'MsgType';
  const parts = ['ToUserName', 'FromUserName', 'CreateTime', name, 'EventKey'].map((part) =>
    idField(fields, part),
  );
  const sent = sentMessageId(content, fields);
  return bounded(`e:${parts.join('|')}${sent === '' ? '' : `|${sent}`}`);
}

function sentMessageId(content: InboundContent, fields: XmlFields): string {
  if (content.kind === 'event' && content.event.name === 'subscribe_msg_sent_event') {
    return content.event.results.map((result) => result.msgId).join(',');
  }
  return idField(fields, 'MsgID');
}

function bounded(key: string): string {
  if (key.length <= MAX_KEY_LENGTH) return key;
  return `${key.slice(0, MAX_KEY_LENGTH / 2)}#${createHash('sha256').update(key).digest('hex')}`;
}
