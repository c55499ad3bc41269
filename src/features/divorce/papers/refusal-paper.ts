import { civilDateAt } from '../../calendar/index.js';
import { Paper } from './paper.js';
import { type PaperView, partyRows } from './paper-view.js';

/** 不予离婚登记通知书: the reason in the law's words, and what the two can do about it. */
export function renderRefusal(view: PaperView): Promise<Buffer> {
  const { record, personal, hall, say, day } = view;
  const name = { zh: hall.name['zh-CN'], en: hall.name.en };
  const decidedOn = civilDateAt(record.updatedAt, hall.timeZone);
  const reason = record.refusal?.reason ?? 'not-voluntary';
  const note = record.refusal?.note;
  const paper = new Paper({ title: say('refusal.title'), author: name.zh, at: record.updatedAt });
  paper.rows([
    { label: say('receipt.number'), value: personal.receiptNumber, strong: true },
    ...partyRows(view),
    { label: say('receipt.acceptedOn'), value: day(record.acceptedOn) },
    { label: say('refusal.decidedOn'), value: day(decidedOn) },
  ]);
  paper.heading(say('refusal.reason'));
  paper.list([say(`refusal.reasons.${reason}`), ...(note ? [{ zh: note, en: '' }] : [])]);
  paper.heading(say('refusal.rights'));
  paper.list([say('refusal.review'), say('refusal.again'), say('refusal.contact', { name, phone: hall.phone })]);
  paper.signatures([say('signature.registrar'), say('signature.seal')]);
  return paper.finish(say('footer', { number: personal.receiptNumber }).zh);
}
