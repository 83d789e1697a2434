/**
 * Every event that the platform documents for official accounts (接收事件推送, 自定义菜单事件推送, 模板消息, 订阅通知,
 * 客服会话, 账号认证), told apart by its name in lower case: the documents themselves mix `CLICK` and `subscribe`.
 * An event that carries less than it should has empty texts; what is optional in the documents is optional here.
 */
export type WechatEvent =
  | {
      name: 'subscribe';
      /** As sent: empty, `qrscene_…`, `last_trade_no_…` or `scanbarcode|…`. */
      eventKey: string;
      /** The scene of the code that was scanned, without the prefix. */
      scene?: string;
      ticket?: string;
    }
  | { name: 'unsubscribe' }
  | { name: 'scan'; scene: string; ticket: string }
  | { name: 'location'; latitude: number; longitude: number; precision: number }
  | { name: 'click'; key: string }
  | { name: 'view'; url: string; menuId?: string }
  | { name: 'view_miniprogram'; pagePath: string; menuId?: string }
  | { name: 'scancode_push' | 'scancode_waitmsg'; key: string; scanType: string; scanResult: string }
  | {
      name: 'pic_sysphoto' | 'pic_photo_or_album' | 'pic_weixin';
      key: string;
      count: number;
      /** The pictures follow as messages of their own. */
      md5Sums: string[];
    }
  | {
      name: 'location_select';
      key: string;
      latitude: number;
      longitude: number;
      scale: string;
      label: string;
      poiName: string;
    }
  | { name: 'templatesendjobfinish'; msgId: string; status: string }
  | {
      name: 'masssendjobfinish';
      msgId: string;
      status: string;
      totalCount: number;
      filterCount: number;
      sentCount: number;
      errorCount: number;
    }
  | {
      name: 'publishjobfinish';
      publishId: string;
      publishStatus: string;
      articleId?: string;
      articleUrls: string[];
      failedIndexes: string[];
    }
  | { name: 'kf_create_session'; kfAccount: string; source?: string }
  | { name: 'kf_close_session'; kfAccount: string; closeType?: string }
  | { name: 'kf_switch_session'; fromKfAccount: string; toKfAccount: string }
  | {
      name: 'subscribe_msg_popup_event';
      choices: { templateId: string; status: string; popupScene: string }[];
    }
  | { name: 'subscribe_msg_change_event'; choices: { templateId: string; status: string }[] }
  | {
      name: 'subscribe_msg_sent_event';
      results: { templateId: string; msgId: string; errorCode: string; errorStatus: string }[];
    }
  | { name: 'user_info_modified' | 'user_authorization_cancellation'; openId: string; appId: string }
  | { name: 'user_authorization_revoke'; openId: string; appId: string; revokeInfo: string }
  | { name: 'user_enter_tempsession'; sessionFrom: string }
  | {
      name: 'qualification_verify_success' | 'naming_verify_success' | 'annual_renew' | 'verify_expired';
      /** Epoch milliseconds. */
      expiresAt: number | undefined;
    }
  | {
      name: 'qualification_verify_fail' | 'naming_verify_fail';
      /** Epoch milliseconds. */
      failedAt: number | undefined;
      reason: string;
    }
  | { name: 'debug_demo'; text: string }
  | { name: 'unknown'; rawName: string };

export type WechatEventName = WechatEvent['name'];
