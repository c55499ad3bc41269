import { datesFixedAt } from '../dates-fixed-at.js';
import { Paper } from './paper.js';
import { type PaperView, partyRows } from './paper-view.js';

/** 离婚登记申请受理回执单: what counts is what is printed here. */
export function renderReceipt(view: PaperView): Promise<Buffer> {
  const { record, personal, hall, say, day } = view;
  const { coolEnd, issueStart, firstOfficeDay, issueEnd } = record.dates;
  const name = { zh: hall.name['zh-CN'], en: hall.name.en };
  // Not of the latest change, which need not be one that the couple may know of.
  const paper = new Paper({ title: say('receipt.title'), author: name.zh, at: datesFixedAt(record) });
  paper.rows([
    { label: say('receipt.number'), value: personal.receiptNumber, strong: true },
    ...partyRows(view),
    {
      label: say('hall'),
      value: say('hallValue', { name, address: { zh: hall.address['zh-CN'], en: hall.address.en }, phone: hall.phone }),
    },
  ]);
  paper.heading(say('receipt.dates'));
  paper.rows([
    { label: say('receipt.acceptedOn'), value: day(record.acceptedOn) },
    { label: say('receipt.coolEnd'), value: day(coolEnd), strong: true },
    { label: say('receipt.issueStart'), value: day(issueStart), strong: true },
    { label: say('receipt.firstOfficeDay'), value: day(firstOfficeDay) },
    { label: say('receipt.issueEnd'), value: day(issueEnd), strong: true },
  ]);
  paper.heading(say('receipt.whatNext'));
  paper.list([
    ...(record.isProvisional ? [say('receipt.provisional')] : []),
    say('receipt.withdraw', { day: day(coolEnd) }),
    say('receipt.secondVisit'),
    say('receipt.walkIn'),
    say('receipt.lapse', { day: day(issueEnd) }),
    say('receipt.counselling'),
    say('receipt.free'),
  ]);
  paper.signatures([say('signature.male'), say('signature.female'), say('signature.registrar')]);
  return paper.finish(say('footer', { number: personal.receiptNumber }).zh);
}
