import {
  containerField,
  idField,
  listField,
  numberField,
  optional,
  requiredNumber,
  textField,
  timeField,
} from './fields';
import type { WechatEvent } from './wechat-event';
import type { XmlFields } from './xml';

const SCENE_PREFIX = 'qrscene_';

/** The event of a push; one that is not known here comes back as `unknown`, to be recorded and acknowledged. */
export function readEvent(fields: XmlFields): WechatEvent {
  const rawName = idField(fields, 'Event');
  const name = rawName.toLowerCase();
  const key = idField(fields, 'EventKey');
  switch (name) {
    case 'subscribe':
      return {
        name,
        eventKey: key,
        ...(key.startsWith(SCENE_PREFIX) ? { scene: key.slice(SCENE_PREFIX.length) } : {}),
        ...optional('ticket', fields, 'Ticket'),
      };
    case 'unsubscribe':
      return { name };
    case 'scan':
      return { name, scene: key, ticket: idField(fields, 'Ticket') };
    case 'location':
      return {
        name,
        latitude: requiredNumber(fields, 'Latitude'),
        longitude: requiredNumber(fields, 'Longitude'),
        precision: numberField(fields, 'Precision') ?? 0,
      };
    case 'click':
      return { name, key };
    case 'view':
      return { name, url: key, ...optional('menuId', fields, 'MenuId') };
    case 'view_miniprogram':
      return { name, pagePath: key, ...optional('menuId', fields, 'MenuId') };
    case 'scancode_push':
    case 'scancode_waitmsg': {
      const scan = containerField(fields, 'ScanCodeInfo');
      return {
        name,
        key,
        scanType: idField(scan, 'ScanType'),
        scanResult: textField(scan, 'ScanResult') ?? '',
      };
    }
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin': {
      const sent = containerField(fields, 'SendPicsInfo');
      const md5Sums = listField(containerField(sent, 'PicList'), 'item').map((item) =>
        idField(item, 'PicMd5Sum'),
      );
      return { name, key, count: numberField(sent, 'Count') ?? md5Sums.length, md5Sums };
    }
    case 'location_select': {
      const place = containerField(fields, 'SendLocationInfo');
      return {
        name,
        key,
        latitude: requiredNumber(place, 'Location_X'),
        longitude: requiredNumber(place, 'Location_Y'),
        scale: idField(place, 'Scale'),
        label: textField(place, 'Label') ?? '',
        poiName: textField(place, 'Poiname') ?? '',
      };
    }
    case 'kf_create_session':
      return { name, kfAccount: idField(fields, 'KfAccount'), ...optional('source', fields, 'Source') };
    case 'kf_close_session':
      return { name, kfAccount: idField(fields, 'KfAccount'), ...optional('closeType', fields, 'CloseType') };
    case 'kf_switch_session':
      return {
        name,
        fromKfAccount: idField(fields, 'FromKfAccount'),
        toKfAccount: idField(fields, 'ToKfAccount'),
      };
    default:
      return readNotice(name, fields) ?? { name: 'unknown', rawName };
  }
}

/** Events about sends, consents and the account itself: nobody waits for an answer to these. */
function readNotice(name: string, fields: XmlFields): WechatEvent | undefined {
  switch (name) {
    case 'templatesendjobfinish':
      return { name, msgId: idField(fields, 'MsgID'), status: idField(fields, 'Status') };
    case 'masssendjobfinish':
      return {
        name,
        msgId: idField(fields, 'MsgID'),
        status: idField(fields, 'Status'),
        totalCount: numberField(fields, 'TotalCount') ?? 0,
        filterCount: numberField(fields, 'FilterCount') ?? 0,
        sentCount: numberField(fields, 'SentCount') ?? 0,
        errorCount: numberField(fields, 'ErrorCount') ?? 0,
      };
    case 'publishjobfinish': {
      const info = containerField(fields, 'PublishEventInfo');
      const failed = info.fail_idx;
      return {
        name,
        publishId: idField(info, 'publish_id'),
        publishStatus: idField(info, 'publish_status'),
        ...optional('articleId', info, 'article_id'),
        articleUrls: listField(containerField(info, 'article_detail'), 'item').map((item) =>
          idField(item, 'article_url'),
        ),
        failedIndexes: Array.isArray(failed) ? failed.filter((index) => typeof index === 'string') : [],
      };
    }
    case 'subscribe_msg_popup_event':
      return {
        name,
        choices: consents(fields, 'SubscribeMsgPopupEvent').map((item) => ({
          ...readConsent(item),
          popupScene: idField(item, 'PopupScene'),
        })),
      };
    case 'subscribe_msg_change_event':
      return { name, choices: consents(fields, 'SubscribeMsgChangeEvent').map(readConsent) };
    case 'subscribe_msg_sent_event':
      return {
        name,
        results: consents(fields, 'SubscribeMsgSentEvent').map((item) => ({
          templateId: idField(item, 'TemplateId'),
          msgId: idField(item, 'MsgID'),
          errorCode: idField(item, 'ErrorCode'),
          errorStatus: idField(item, 'ErrorStatus'),
        })),
      };
    case 'user_info_modified':
    case 'user_authorization_cancellation':
      return { name, ...readPerson(fields) };
    case 'user_authorization_revoke':
      return { name, ...readPerson(fields), revokeInfo: idField(fields, 'RevokeInfo') };
    case 'user_enter_tempsession':
      return { name, sessionFrom: textField(fields, 'SessionFrom') ?? '' };
    case 'qualification_verify_success':
    case 'naming_verify_success':
    case 'annual_renew':
    case 'verify_expired':
      return { name, expiresAt: timeField(fields, 'ExpiredTime') };
    case 'qualification_verify_fail':
    case 'naming_verify_fail':
      return { name, failedAt: timeField(fields, 'FailTime'), reason: textField(fields, 'FailReason') ?? '' };
    case 'debug_demo':
      return { name, text: textField(fields, 'debug_str') ?? '' };
    default:
      return undefined;
  }
}

function consents(fields: XmlFields, container: string): XmlFields[] {
  return listField(containerField(fields, container), 'List');
}

function readConsent(item: XmlFields): { templateId: string; status: string } {
  return { templateId: idField(item, 'TemplateId'), status: idField(item, 'SubscribeStatusString') };
}

function readPerson(fields: XmlFields): { openId: string; appId: string } {
  return { openId: idField(fields, 'OpenID'), appId: idField(fields, 'AppID') };
}
