import path from 'node:path';
import { loadBusinessData } from '../../../src/catalog';
import type { TicketForm } from '../../../src/tickets';

/** What the product ships with. */
export const shipped = loadBusinessData(path.resolve(__dirname, '../../../kb-seed/data'));

/** A form that may be filed. */
export function buildForm(changes: Partial<TicketForm> = {}): TicketForm {
  return {
    customerName: '示例科技有限公司',
    contact: { name: '王小明', phone: '13800000000', email: 'a@example.com' },
    serviceType: '硬件故障',
    product: '星云',
    model: '星云一号',
    problem: null,
    description: '机器运行时有异响，风扇转速不稳',
    attachments: [],
    ...changes,
  };
}
