import type { SlotLabels } from './label-matcher';

/** The six parts of the problem template, as followers send it back. */
export const TEMPLATE_LABELS: readonly SlotLabels[] = [
  { slot: 'summary', labels: ['问题摘要', '摘要', '问题概述'], multiline: true },
  { slot: 'symptom', labels: ['问题现象', '现象', '故障现象', '问题描述'], multiline: true },
  { slot: 'steps', labels: ['复现步骤', '重现步骤', '操作步骤'], multiline: true },
  { slot: 'expected', labels: ['期望结果', '预期结果', '期望'], multiline: true },
  { slot: 'actual', labels: ['实际结果', '实际'], multiline: true },
  { slot: 'impact', labels: ['影响范围', '影响'], multiline: true },
];
