import { isLanguage, type Language } from '../../../infrastructure/language.js';
import { dateFilters } from '../../../infrastructure/view-dates.js';
import type { Hall } from '../../halls/index.js';
import type { Recipient, Variables } from '../../notifications/index.js';
import type { ApplicationKeys } from '../application-keys.js';
import type { DivorceApplicationRecord, DivorcePersonal } from '../divorce-application.model.js';
import { divorcePaths } from '../divorce.paths.js';
import { lastFour } from '../receipt-number.js';

/** An application as its messages need it. */
export interface DivorceSubject {
  record: DivorceApplicationRecord;
  hall: Hall;
  personal: DivorcePersonal;
  /** When the counters close on the last day of either period. */
  closings: { coolEnd: Date; issueEnd: Date };
  /** Whether the two have an appointment to collect the certificates. */
  hasVisit: boolean;
}

/** Each party by its own phone and no other; who named none is told nothing. */
export function recipientsOf({ record, personal }: DivorceSubject, keys: Pick<ApplicationKeys, 'phone'>): Recipient[] {
  const language: Language = isLanguage(record.language) ? record.language : 'zh-CN';
  return personal.parties.flatMap(({ phone, isUnsafe = false }, party) => {
    if (phone === undefined) return [];
    const addressHash = keys.phone(phone);
    return [{ role: `party-${party}`, channel: 'sms' as const, address: phone, addressHash, language, isUnsafe }];
  });
}

export function variablesOf(
  { record, hall, personal }: DivorceSubject,
  language: Language,
  publicUrl: string,
): Variables {
  const { day } = dateFilters(language);
  const { coolEnd, firstOfficeDay, issueEnd } = record.dates;
  return {
    hall: hall.name[language],
    phone: hall.phone,
    lastFour: lastFour(personal.receiptNumber),
    until: day(coolEnd),
    from: day(firstOfficeDay),
    to: day(issueEnd),
    link: publicUrl + divorcePaths.couple.lookup,
  };
}
