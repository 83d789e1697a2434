import type { XmlFields } from '../wechat';

/** What a follower does, before it becomes XML (protocol §3). */
export type FollowerAction =
  | { type: 'text'; text: string; menuId?: string }
  | { type: 'image'; mediaId: string; picUrl: string }
  | { type: 'voice'; mediaId: string; mediaId16k?: string; format: string; recognition?: string }
  | { type: 'video'; mediaId: string; thumbMediaId: string }
  | { type: 'location'; latitude: number; longitude: number; scale: number; label: string }
  | { type: 'link'; title: string; description: string; url: string }
  | { type: 'event'; event: string; fields: XmlFields };

/** Actions that the chat answers with the fault line when the account fails; the others fail silently (§4.3). */
const SILENT_EVENTS = new Set([
  'unsubscribe',
  'location',
  'view',
  'view_miniprogram',
  'templatesendjobfinish',
  'kf_create_session',
  'kf_close_session',
  'kf_switch_session',
]);

export function expectsAnswer(action: FollowerAction): boolean {
  return action.type !== 'event' || !SILENT_EVENTS.has(action.event.toLowerCase());
}

/** The elements of the message in the documented order; `messageId` is left out of events. */
export function toXmlFields(
  action: FollowerAction,
  envelope: { originalId: string; openid: string; createTime: number; messageId: string },
): XmlFields {
  const head: XmlFields = {
    ToUserName: envelope.originalId,
    FromUserName: envelope.openid,
    CreateTime: String(envelope.createTime),
    MsgType: action.type,
  };
  const tail: XmlFields = { MsgId: envelope.messageId };
  switch (action.type) {
    case 'text':
      return {
        ...head,
        Content: action.text,
        ...tail,
        ...(action.menuId === undefined ? {} : { bizmsgmenuid: action.menuId }),
      };
    case 'image':
      return { ...head, PicUrl: action.picUrl, MediaId: action.mediaId, ...tail };
    case 'voice':
      return {
        ...head,
        MediaId: action.mediaId,
        Format: action.format,
        ...tail,
        ...(action.mediaId16k === undefined ? {} : { MediaId16K: action.mediaId16k }),
        // Speech recognition was withdrawn; the element stays and is empty (§3.1).
        Recognition: action.recognition ?? '',
      };
    case 'video':
      return { ...head, MediaId: action.mediaId, ThumbMediaId: action.thumbMediaId, ...tail };
    case 'location':
      return {
        ...head,
        Location_X: action.latitude.toFixed(6),
        Location_Y: action.longitude.toFixed(6),
        Scale: String(action.scale),
        Label: action.label,
        ...tail,
      };
    case 'link':
      return { ...head, Title: action.title, Description: action.description, Url: action.url, ...tail };
    case 'event':
      return { ...head, Event: action.event, ...action.fields };
  }
}

export function describeAction(action: FollowerAction): string {
  return action.type === 'event' ? `event ${action.event}` : action.type;
}
