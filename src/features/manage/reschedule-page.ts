import type { Request } from 'express';
import { DateTime } from 'luxon';
import {
  addDays,
  addMonths,
  type CivilDate,
  type CivilMonth,
  civilDateAt,
  type ClockTime,
  dayLabels,
  isCivilDate,
  isCivilMonth,
  monthOf,
  peakDayOn,
  quietDayLabels,
} from '../calendar/index.js';
import { type Hall, offers } from '../halls/index.js';
import { dayInLane, isBookable, monthsShown, presentMonth, presentTimes } from '../slots/index.js';
import type { ManageServices } from './manage-services.js';
import type { OpenedAppointment } from './open-appointment.js';

/** Where somebody is looking for a new time, as far as they have said. */
export interface Wish {
  hall: string;
  month: string;
  date: string;
  start: string;
}

/** The calendar and the times for moving an appointment, with the places that are left at this moment. */
export async function presentReschedule(
  { opened, wish }: { opened: OpenedAppointment; wish: Wish },
  { language, t }: Pick<Request, 'language' | 't'>,
  services: ManageServices,
): Promise<object> {
  const { record, tone, paths, now } = opened;
  const halls = await hallsToChoose(opened, services);
  const hall = halls.find(({ id }) => id === wish.hall) ?? opened.hall;
  const today = civilDateAt(now, hall.timeZone);
  const month = monthToShow(wish, { today, fallback: record.date });
  const calendar = await services.calendar.current();
  const labelsOf = tone === 'calm' ? quietDayLabels : dayLabels;
  const days = await services.availability.of({
    hall,
    business: record.business,
    from: laterOf(today, `${month}-01`),
    to: addDays(`${addMonths(month, 1)}-01`, -1),
    now,
    calendar,
  });
  const href = (query: Record<string, string>) =>
    `${paths.reschedule}?${new URLSearchParams({ hall: hall.id, ...query }).toString()}`;
  const releaseText = (instant: Date) =>
    DateTime.fromJSDate(instant, { zone: hall.timeZone })
      .setLocale(language)
      .toFormat(t('manage:reschedule.releaseFormat'));
  const chosen = days.find(({ date }) => date === wish.date);
  return {
    hall,
    halls: halls.map(({ id, name }) => ({ value: id, text: name[language] })),
    wish: { ...wish, hall: hall.id, month },
    calendar: presentMonth({
      month,
      days,
      lane: record.lane,
      today,
      selected: chosen?.date,
      caption: t('manage:reschedule.caption', { hall: hall.name[language] }),
      labels: (date) => labelsOf(date, calendar, language),
      isPeak: (date) => tone !== 'calm' && peakDayOn(date) !== undefined,
      dayHref: (date) => `${href({ date })}#times`,
      monthHref: (next) => href({ month: next }),
      releaseText,
    }),
    chosenDate: chosen?.date,
    times:
      chosen && isBookable(dayInLane(chosen, record.lane).state)
        ? presentTimes(
            { day: chosen, lane: record.lane },
            { morning: t('manage:reschedule.morning'), afternoon: t('manage:reschedule.afternoon'), releaseText },
          )
        : undefined,
  };
}

/** The very time wished for, when the couple could have it at this moment. */
export async function findTime(
  { opened, wish }: { opened: OpenedAppointment; wish: Wish },
  services: ManageServices,
): Promise<{ hall: Hall; date: CivilDate; start: ClockTime; end: ClockTime } | undefined> {
  const { record, now } = opened;
  const halls = await hallsToChoose(opened, services);
  const hall = halls.find(({ id }) => id === wish.hall);
  if (!hall || !isCivilDate(wish.date)) return undefined;
  const [day] = await services.availability.of({
    hall,
    business: record.business,
    from: wish.date,
    to: wish.date,
    now,
    calendar: await services.calendar.current(),
  });
  const slot = day?.slots.find(({ lane, start }) => lane === record.lane && start === wish.start);
  return slot && isBookable(slot.state) ? { hall, date: wish.date, start: slot.start, end: slot.end } : undefined;
}

/** Halls that offer the business, and have the authority when the couple needs it. */
async function hallsToChoose({ record, hall }: OpenedAppointment, services: ManageServices): Promise<Hall[]> {
  const all = await services.halls.list();
  return all.filter(
    (candidate) =>
      candidate.id === hall.id ||
      (offers(candidate, record.business) && (record.lane !== 'foreign' || candidate.foreignAuthority)),
  );
}

function monthToShow(
  { date, month }: Wish,
  { today, fallback }: { today: CivilDate; fallback: CivilDate },
): CivilMonth {
  const { first, last } = monthsShown(today);
  const wanted = [isCivilDate(date) ? monthOf(date) : month, monthOf(fallback)].find(isCivilMonth) ?? first;
  if (wanted < first) return first;
  return wanted > last ? last : wanted;
}

function laterOf(a: CivilDate, b: CivilDate): CivilDate {
  return a > b ? a : b;
}
