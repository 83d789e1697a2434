import type { MenuButton } from './snapshot';

/**
 * The bottom menu of the sandbox's account until `menu/create` sets another one, as an owner would have made it in the
 * WeChat settings. The keys are those that `clicks` in bot-flows/system.yaml knows.
 */
export const DEFAULT_MENU: MenuButton[] = [
  {
    name: '智能客服',
    sub_button: [
      { type: 'click', name: '功能菜单', key: 'MENU_HOME' },
      { type: 'click', name: '常见问题', key: 'QUESTIONS' },
      { type: 'click', name: '使用帮助', key: 'HELP' },
    ],
  },
  {
    name: '我的服务',
    sub_button: [
      { type: 'click', name: '提交工单', key: 'TICKET_NEW' },
      { type: 'click', name: '查工单', key: 'TICKET_QUERY' },
      { type: 'click', name: '查服务编码', key: 'SVC_CODE' },
    ],
  },
  {
    name: '联系我们',
    sub_button: [
      { type: 'click', name: '联系方式', key: 'CONTACT' },
      { type: 'click', name: '服务时间', key: 'HOURS' },
      { type: 'click', name: '人工客服', key: 'HANDOFF' },
    ],
  },
];
