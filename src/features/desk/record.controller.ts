import type { Request, RequestHandler } from 'express';
import type { TFunction } from 'i18next';
import { staffOf } from '../../http/require-permission.js';
import { dateFilters } from '../../infrastructure/view-dates.js';
import type { AppointmentRecord } from '../appointments/index.js';
import { type FullRecord, fullRecordPage } from '../privacy/index.js';
import { slotNameOf } from '../slots/index.js';
import { deskPaths } from './desk.paths.js';
import type { DeskPageServices } from './desk-page-services.js';
import { hallOf } from './working-hall.js';

/** An appointment with the whole names, document numbers and phones. */
export function appointmentRecord(services: DeskPageServices): { ask: RequestHandler; open: RequestHandler } {
  return fullRecordPage(services, async (req): Promise<FullRecord> => {
    const { t, language } = req;
    const { timeZone } = await hallOf(req, services);
    const { record, personal, people } = await services.fullRecords.find(referenceIn(req), staffOf(req).hall);
    const { reference, business, state, date, start, end, certificateSerial } = record;
    const { day } = dateFilters(language);
    return {
      subject: `appointment:${reference}`,
      what: 'desk.appointment',
      people,
      title: t('desk:record.title', { reference }),
      backHref: deskPaths.appointment(reference),
      timeZone,
      parties: record.parties.map(({ role, documentType, country }, index) => {
        const { name = '', number = '', phone } = personal.parties[index] ?? {};
        return { heading: t(`desk:role.${role}`), name, documentType, country, number, phone };
      }),
      facts: [
        { key: t('privacy:fields.contactPhone'), value: personal.contactPhone },
        ...(personal.contactEmail === undefined
          ? []
          : [{ key: t('privacy:fields.contactEmail'), value: personal.contactEmail }]),
        { key: t('desk:row.business'), value: t(`appointments:business.${business}`) },
        { key: t('desk:row.time'), value: `${day(date)} ${start}–${end}` },
        { key: t('desk:row.place'), value: t(`appointments:state.${state}`) },
        ...(certificateSerial ? [{ key: t('desk:finish.serial'), value: certificateSerial }] : []),
      ],
      history: record.history.map(({ action, from, to, reason, ...step }) => ({
        ...step,
        action: t(`privacy:actions.${action}`, { defaultValue: action }),
        detail: detailOf({ from, to, reason }, { t, day }),
      })),
    };
  });
}

/** From which time to which, and why; undefined when there is nothing to say. */
function detailOf(
  { from, to, reason }: Pick<AppointmentRecord['history'][number], 'from' | 'to' | 'reason'>,
  { t, day }: { t: TFunction; day: (date: string) => string },
): string | undefined {
  const times = [from, to].flatMap((slot) => {
    if (slot === undefined) return [];
    const { date, start } = slotNameOf(slot);
    return [`${day(date)} ${start}`];
  });
  const why = reason ? [t(`appointments:refusal.${reason}`, { defaultValue: reason })] : [];
  return [...(times.length > 0 ? [times.join(' → ')] : []), ...why].join(t('desk:comma')) || undefined;
}

function referenceIn({ params }: Request): string {
  return String(params['reference']);
}
