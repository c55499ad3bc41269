import type { TFunction } from 'i18next';
import { type AppointmentRecord, latestStep } from '../appointments/index.js';
import { documentsByParty } from '../confirmation/index.js';
import { dateFilters } from '../../infrastructure/view-dates.js';
import { slotNameOf } from '../slots/index.js';
import type { OpenedAppointment } from './open-appointment.js';

const FRESH_MS = 15 * 60_000;

export interface Banner {
  tone: 'info' | 'success' | 'warning';
  title: string;
  text: string;
  action?: { text: string; href: string };
}

export interface ConfirmationPage {
  /** Booked a moment ago: the one time the page celebrates. */
  isFresh: boolean;
  /** Still ahead and in force: the pass is shown, and what to bring. */
  isInForce: boolean;
  banner: Banner | undefined;
  names: string[];
  /** What each brings; photographs are told once for both. */
  parties: ReturnType<typeof documentsByParty>;
  history: { at: Date; text: string }[];
}

type Subject = Pick<OpenedAppointment, 'record' | 'view' | 'paths' | 'isSlotClosed' | 'mayReschedule' | 'now'>;

/** What the page says about where the appointment stands. Pure: the same appointment at the same instant says the same. */
export function presentConfirmation(subject: Subject, t: TFunction): ConfirmationPage {
  const { record, view, now } = subject;
  const { state, sequence, createdAt, endsAt, history } = record;
  return {
    isFresh: state === 'confirmed' && sequence === 0 && now.getTime() - createdAt.getTime() < FRESH_MS,
    isInForce: (state === 'confirmed' && now < endsAt) || state === 'checked-in',
    banner: bannerOf(subject, t),
    names: view.parties.map(({ name }) => name),
    parties: documentsByParty(view),
    history: history.map(({ action, at }) => ({ at, text: t(`manage:history.${action}`) })),
  };
}

function bannerOf(
  { record, view, paths, mayReschedule, now, isSlotClosed }: Subject,
  t: TFunction,
): Banner | undefined {
  const { state } = record;
  const phone = view.hall.phone;
  const say = (tone: Banner['tone'], key: string, values: Record<string, unknown> = {}): Banner => ({
    tone,
    title: t(`manage:banner.${key}.title`),
    text: t(`manage:banner.${key}.text`, { phone, ...values }),
  });
  if (state === 'cancelled') {
    const banner = say('info', cancellationOf(record));
    return { ...banner, action: { text: t('manage:bookAgain'), href: '/book' } };
  }
  const returnUntil = record.outcome?.returnUntil;
  if (returnUntil) return say('info', 'mayReturn', { until: dateFilters(view.language).shortDay(returnUntil) });
  if (state !== 'confirmed') return say('info', state);
  if (now >= record.endsAt) return say('info', 'past');
  if (isSlotClosed) {
    const banner = say('warning', 'closedDay');
    return mayReschedule === 'yes'
      ? { ...banner, action: { text: t('manage:reschedule.action'), href: paths.reschedule } }
      : banner;
  }
  const moved = lastMove(record, now);
  return moved && say('success', 'moved', { ...moved, date: dateFilters(view.language).shortDay(moved.date) });
}

function cancellationOf(record: AppointmentRecord): 'calledOff' | 'cancelled' | 'cancelledLate' {
  if (latestStep(record)?.actor !== 'couple') return 'calledOff';
  return record.isLateCancellation ? 'cancelledLate' : 'cancelled';
}

/** Where it stood before a move of the last minutes. */
function lastMove(record: AppointmentRecord, now: Date): { date: string; start: string } | undefined {
  const last = latestStep(record);
  if (last?.action !== 'rescheduled' || !last.from || now.getTime() - last.at.getTime() >= FRESH_MS) return undefined;
  const { date, start } = slotNameOf(last.from);
  return { date, start };
}
