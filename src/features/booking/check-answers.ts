import type { TFunction } from 'i18next';
import type { Language } from '../../infrastructure/language.js';
import { deadlinesOf } from '../appointments/index.js';
import { instantAt } from '../calendar/index.js';
import { divisionName } from '../divisions/index.js';
import { maskDocumentNumber, maskPhone } from '../eligibility/index.js';
import { type Hall, policyOn } from '../halls/index.js';
import { bookingPaths } from './booking.paths.js';
import { type Draft, type DraftAnswers, type Seat, seatsOf } from './draft.js';
import { seatLabel } from './seat-label.js';

export interface SummaryRow {
  key: string;
  values: string[];
  action?: { href: string };
}

interface Context {
  draft: Draft;
  language: Language;
  t: TFunction;
}

/** One list for each person, so that a slip in a number is seen next to the name it belongs to. */
export function peopleSummaries({ draft, language, t }: Context): { title: string; rows: SummaryRow[] }[] {
  const { id, answers } = draft;
  const people = { href: bookingPaths.step(id, 'people') };
  const details = { href: bookingPaths.step(id, 'details') };
  return seatsOf(answers).map((seat) => {
    const kind = answers.people?.[seat];
    const { name = '', number = '', phone } = answers.details?.[seat] ?? {};
    return {
      title: seatLabel(answers, seat, t),
      rows: [
        { key: t('booking:check.name'), values: [name], action: details },
        {
          key: kind ? t(`eligibility:documentTypes.${kind.document}`) : '',
          values: [maskDocumentNumber(number)],
          action: details,
        },
        ...placeRows(answers, seat, { language, t, people }),
        ...(phone ? [{ key: t('booking:check.ownPhone'), values: [maskPhone(phone)], action: details }] : []),
      ],
    };
  });
}

/** The rules that hold for this appointment, with its own numbers in them. */
export function appointmentRules({ answers }: Draft, hall: Hall) {
  const date = answers.time?.date ?? '';
  const startsAt = instantAt(date, answers.time?.start ?? '00:00', hall.timeZone);
  const policy = policyOn(hall, date);
  const { cancelUntil, checkIn } = deadlinesOf({ date, startsAt, timeZone: hall.timeZone }, policy);
  return {
    cancelUntil,
    checkIn,
    lateMinutes: policy.checkIn.lateAfterMinutes,
    noShow: { limit: policy.noShow.count, window: policy.noShow.withinDays, block: policy.noShow.blockDays },
    reschedules: policy.reschedules,
  };
}

function placeRows(
  { people: chosen }: DraftAnswers,
  seat: Seat,
  { language, t, people }: { language: Language; t: TFunction; people: { href: string } },
): SummaryRow[] {
  const { household, country, isSoldier } = chosen?.[seat] ?? {};
  const countryName = country && new Intl.DisplayNames(language, { type: 'region' }).of(country);
  return [
    ...(household
      ? [{ key: t('booking:check.household'), values: [divisionName(household, language)], action: people }]
      : []),
    ...(countryName ? [{ key: t('booking:check.country'), values: [countryName], action: people }] : []),
    ...(isSoldier ? [{ key: t('booking:check.soldier'), values: [t('booking:check.yes')], action: people }] : []),
  ];
}
