import type { TicketForm } from '../../../src/tickets';
import { type FormField, tidyForm, wrongFields } from '../../../src/tickets/check-form';
import { buildForm, shipped } from './build-form';

const { catalog, settings } = shipped;
const wrong = (changes: Partial<TicketForm>, own = settings.ticket) =>
  wrongFields(tidyForm(buildForm(changes)), catalog, own);
const contact = (changes: Partial<TicketForm['contact']>) => ({
  contact: { ...buildForm().contact, ...changes },
});

describe('a ticket form', () => {
  it('may be filed as the builder makes it', () => {
    expect(wrong({})).toEqual([]);
  });

  it.each<[string, Partial<TicketForm>, FormField[]]>([
    ['no customer', { customerName: '  ' }, ['customerName']],
    ['a customer that is a story', { customerName: '长'.repeat(81) }, ['customerName']],
    ['no contact', contact({ name: '' }), ['contactName']],
    ['ten digits', contact({ phone: '1380000000' }), ['contactPhone']],
    ['no digits', contact({ phone: '不告诉你' }), ['contactPhone']],
    ['half an address', contact({ email: 'a@' }), ['contactEmail']],
    ['no address', contact({ email: ' ' }), ['contactEmail']],
    ['a type that is not offered', { serviceType: '代写作业' }, ['serviceType']],
    ['a product that is not offered, so its model neither', { product: '月亮' }, ['product', 'model']],
    ['a model of another product', { model: '睿目 S200' }, ['model']],
    ['a problem that is none', { problem: '技术故障/发票' }, ['problem']],
    ['no description', { description: '\n ' }, ['description']],
    ['too long a description', { description: '长'.repeat(2_001) }, ['description']],
    [
      'ten pictures',
      { attachments: Array.from({ length: 10 }, (_, n) => ({ mediaId: `m${n}`, kind: 'image' })) },
      ['attachments'],
    ],
  ])('with %s is refused for that', (_, changes, fields) => {
    expect(wrong(changes)).toEqual(fields);
  });

  it('needs no address where the settings say so, but no wrong one either', () => {
    const relaxed = { ...settings.ticket, email_required: false };
    expect(wrong(contact({ email: null }), relaxed)).toEqual([]);
    expect(wrong(contact({ email: 'a@' }), relaxed)).toEqual(['contactEmail']);
  });

  it.each([
    '138 0000 0000',
    '+86 138-0000-0000',
    '１３８０００００００0',
    '8613800000000',
    '0086 13800000000',
  ])('takes the phone %s in its plain form', (phone) => {
    expect(tidyForm(buildForm(contact({ phone }))).contact.phone).toBe('13800000000');
    expect(wrong(contact({ phone }))).toEqual([]);
  });

  it('takes a landline and a problem of the taxonomy', () => {
    expect(wrong({ ...contact({ phone: '010-62345678' }), problem: '技术故障/页面加载' })).toEqual([]);
  });
});
