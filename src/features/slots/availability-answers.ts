import { createHash } from 'node:crypto';
import { NotFound, ValidationFailed } from '../../errors/index.js';
import { type Answer, prepareAnswer } from '../../http/answer.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { Language } from '../../infrastructure/language.js';
import { SharedRead } from '../../infrastructure/shared-read.js';
import {
  addDays,
  type CivilDate,
  civilDateAt,
  dayLabels,
  daysBetween,
  type HolidayCalendar,
  toOffsetIso,
} from '../calendar/index.js';
import { type Business, type Hall, type HallDirectory, policyOn, requireOffered } from '../halls/index.js';
import type { AvailableDay, Availability } from './availability.read-model.js';
import type { SlotClaims } from './claims.js';

const FRESH_MS = 250;
const MOST_DAYS = 62;
/** More different questions about one hall than people ask within a quarter of a second. */
const MOST_QUESTIONS = 200;

export interface AvailabilityQuestion {
  hall: string;
  business: Business;
  from?: CivilDate | undefined;
  to?: CivilDate | undefined;
  language: Language;
}

/**
 * Availability as the bytes that are sent. Everybody looks at the same few calendars while a day is released, so one reading
 * serves all who ask within a quarter of a second; a change made in this process is seen by the next who asks.
 */
export class AvailabilityAnswers {
  private readonly byHall = new Map<string, Map<string, SharedRead<Answer>>>();

  constructor(
    private readonly deps: {
      availability: Availability;
      halls: HallDirectory;
      calendar: HolidayCalendar;
      claims: SlotClaims;
      clock: Clock;
    },
  ) {
    deps.claims.onChange((hall) => this.forget(hall));
    deps.clock.onJump?.(() => this.byHall.clear());
  }

  /** Throws NotFound for an unknown hall, ValidationFailed for a business it does not offer or days that make no range. */
  of(question: AvailabilityQuestion): Answer | Promise<Answer> {
    const { hall, business, from = '', to = '', language } = question;
    const asked = `${business}|${from}|${to}|${language}`;
    const answers = this.answersAbout(hall);
    let shared = answers.get(asked);
    if (!shared) {
      if (answers.size >= MOST_QUESTIONS) answers.clear();
      shared = new SharedRead(FRESH_MS, () => this.read(question));
      answers.set(asked, shared);
    }
    return shared.atHand() ?? shared.get();
  }

  private forget(hall: string): void {
    for (const shared of this.byHall.get(hall)?.values() ?? []) shared.forget();
  }

  private answersAbout(hall: string): Map<string, SharedRead<Answer>> {
    const known = this.byHall.get(hall);
    if (known) return known;
    if (this.byHall.size >= MOST_QUESTIONS) this.byHall.clear();
    const answers = new Map<string, SharedRead<Answer>>();
    this.byHall.set(hall, answers);
    return answers;
  }

  private async read({ hall: id, business, language, ...days }: AvailabilityQuestion): Promise<Answer> {
    const { halls, calendar, availability, clock } = this.deps;
    const hall = await halls.find(id);
    if (!hall) throw new NotFound();
    requireOffered(hall, business);
    const now = clock.now();
    const range = rangeOf(hall, days, now);
    const workCalendar = await calendar.current();
    const read = await availability.of({ hall, business, ...range, now, calendar: workCalendar });
    const shown = read.map((day) => ({
      ...dayToApi(day, hall),
      labels: dayLabels(day.date, workCalendar, language),
    }));
    const about = { hall: hall.id, business, generatedAt: toOffsetIso(now, hall.timeZone) };
    return prepareAnswer(render(about, shown), language);
  }
}

/** From today as far as the hall releases, unless told otherwise; days that have passed are shown as closed. */
function rangeOf(
  hall: Hall,
  { from, to }: { from?: CivilDate | undefined; to?: CivilDate | undefined },
  now: Date,
): { from: CivilDate; to: CivilDate } {
  const today = civilDateAt(now, hall.timeZone);
  const first = from ?? today;
  const last = to ?? addDays(first, policyOn(hall, first).release.daysAhead);
  if (last < first) throw new ValidationFailed([{ field: 'to', code: 'range-reversed' }]);
  if (daysBetween(first, last) >= MOST_DAYS)
    throw new ValidationFailed([{ field: 'to', code: 'range-too-long', params: { limit: MOST_DAYS } }]);
  return { from: first, to: last };
}

function dayToApi({ date, state, releaseAt, slots }: AvailableDay, { timeZone }: Hall): object {
  const at = (instant: Date) => toOffsetIso(instant, timeZone);
  return {
    date,
    state,
    ...(releaseAt && { releaseAt: at(releaseAt) }),
    slots: slots.map((slot) => ({
      start: at(slot.startsAt),
      end: at(slot.endsAt),
      lane: slot.lane,
      state: slot.state,
      free: slot.free,
      ...(slot.releaseAt && { releaseAt: at(slot.releaseAt) }),
    })),
  };
}

/** The tag is of the days alone: an answer read later that says the same has the same one. */
function render(about: object, days: object[]): Answer {
  const text = JSON.stringify(days);
  const head = JSON.stringify(about).slice(0, -1);
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  return { status: 200, body: Buffer.from(`${head},"days":${text}}`), headers: { ...HEADERS, ETag: `W/"${digest}"` } };
}

const HEADERS = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-cache' };
