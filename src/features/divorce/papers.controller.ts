import type { RequestHandler } from 'express';
import { NotFound } from '../../errors/index.js';
import { staffOf } from '../../http/require-permission.js';
import type { DivorceApplicationRecord } from './divorce-application.model.js';
import type { DivorcePageServices } from './divorce-page-services.js';
import { type PaperView, paperView } from './papers/paper-view.js';
import { renderReceipt } from './papers/receipt-paper.js';
import { renderRefusal } from './papers/refusal-paper.js';
import { lastFour } from './receipt-number.js';

/** The receipt, made when it is asked for. */
export function sendReceipt(services: DivorcePageServices): RequestHandler<{ id: string }> {
  return async (req, res) => {
    const record = await services.divorce.cases.open({ id: req.params.id, actor: staffOf(req) });
    res.type('application/pdf').attachment(paperName('receipt', services, record));
    res.send(await renderReceipt(await viewOf(services, record)));
  };
}

/** The notice exists only for an application that was refused. */
export function sendRefusal(services: DivorcePageServices): RequestHandler<{ id: string }> {
  return async (req, res) => {
    const record = await services.divorce.cases.open({ id: req.params.id, actor: staffOf(req) });
    if (record.state !== 'refused') throw new NotFound('divorce-unknown');
    res.type('application/pdf').attachment(paperName('notice', services, record));
    res.send(await renderRefusal(await viewOf(services, record)));
  };
}

/** A file lies among others: its name says no more than it must. */
export function paperName(
  kind: 'receipt' | 'notice',
  { divorce }: Pick<DivorcePageServices, 'divorce'>,
  record: DivorceApplicationRecord,
): string {
  return `${kind}-${lastFour(divorce.readModel.personalOf(record).receiptNumber)}.pdf`;
}

export async function viewOf(services: DivorcePageServices, record: DivorceApplicationRecord): Promise<PaperView> {
  const personal = services.divorce.readModel.personalOf(record);
  return paperView(services, { record, personal, hall: await services.halls.named(record.hall) });
}
