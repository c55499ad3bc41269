import type { RequestHandler } from 'express';
import { actorOf } from '../../http/require-permission.js';
import { dateFilters } from '../../infrastructure/view-dates.js';
import { type FullRecord, fullRecordPage } from '../privacy/index.js';
import type { DivorcePageServices } from './divorce-page-services.js';
import { divorcePaths } from './divorce.paths.js';

/** A divorce application with the whole names, document numbers and phones. */
export function applicationRecord(services: DivorcePageServices): { ask: RequestHandler; open: RequestHandler } {
  const { cases } = services.divorce;
  return fullRecordPage(services, async (req): Promise<FullRecord> => {
    const { t, language } = req;
    const { id } = req.params as { id: string };
    const record = await cases.open({ id, actor: actorOf(req) });
    const { receiptNumber, parties, safety = [] } = cases.personalOf(record);
    const { timeZone } = await services.halls.named(record.hall);
    const { day } = dateFilters(language);
    const { issueStart, issueEnd } = record.dates;
    return {
      subject: `divorce:${id}`,
      what: 'divorce.application',
      people: cases.peopleIn(record),
      title: t('divorce:staff.record.title', { number: receiptNumber }),
      backHref: divorcePaths.application(id).self,
      timeZone,
      parties: record.parties.map(({ role, documentType, country }, index) => {
        const { name = '', number = '', phone } = parties[index] ?? {};
        return { heading: t(`divorce:papers.party.${role}`), name, documentType, country, number, phone };
      }),
      facts: [
        { key: t('privacy:fields.state'), value: t(`privacy:divorceStates.${record.state}`) },
        { key: t('privacy:fields.acceptedOn'), value: day(record.acceptedOn) },
        { key: t('privacy:fields.issueWindow'), value: `${day(issueStart)} – ${day(issueEnd)}` },
        {
          key: t('divorce:staff.application.counselling'),
          value: t(`divorce:counselling.${record.counselling.answer}`),
        },
        ...(record.certificateSerial
          ? [{ key: t('divorce:staff.application.serial'), value: record.certificateSerial }]
          : []),
        ...safety.map(({ party, isUnsafe, reason }) => ({
          key: t(`divorce:history.${isUnsafe ? 'messages-stopped' : 'messages-resumed'}`),
          value: `${t(`divorce:papers.party.${record.parties[party]?.role ?? 'male'}`)} · ${reason}`,
        })),
      ],
      history: record.history.map(({ action, from, to, ...step }) => ({
        ...step,
        action: t(`divorce:history.${action}`),
        ...(from !== undefined && { detail: [from, to].join(' → ') }),
      })),
    };
  });
}
