import type { DomainError } from '../../errors/index.js';
import { type Finding, reasonText } from '../eligibility/index.js';
import type { Hall } from '../halls/index.js';
import { DateTime } from 'luxon';
import { bookingPaths } from './booking.paths.js';
import type { Visit } from './draft-access.js';

export interface Refusal {
  title: string;
  texts: string[];
  /** What they can do about it. */
  actions: { text: string; href: string }[];
}

type Explain = (error: DomainError, context: Visit & { hall: Hall }) => Refusal;

/** The place is gone, whatever else is right: another time helps. */
export function isLostPlace({ code }: DomainError): boolean {
  return ['hold-expired', 'slot-closed', 'slot-full', 'not-yet-released'].includes(code);
}

/** What to tell a couple whose booking was refused; undefined for what no couple can cause. */
export function explainRefusal(error: DomainError, context: Visit & { hall: Hall }): Refusal | undefined {
  return EXPLAINED[error.code]?.(error, context);
}

const EXPLAINED: Record<string, Explain> = {
  'already-booked': (error, { req, draft, hall }) => {
    const isPhone = error.params['context'] === 'phone';
    return {
      title: req.t('errors:already-booked.title'),
      texts: [
        req.t('errors:already-booked.detail', error.params),
        req.t(isPhone ? 'booking:refusal.phoneHint' : 'booking:refusal.bookedHint', { phone: hall.phone }),
      ],
      actions: isPhone
        ? [{ text: req.t('booking:refusal.otherPhone'), href: bookingPaths.changePhone(draft.id) }]
        : [{ text: req.t('booking:refusal.correct'), href: bookingPaths.step(draft.id, 'details') }],
    };
  },
  'blocked-no-show': (error, { req, hall }) => {
    const until = error.params['until'];
    const at =
      until instanceof Date ? DateTime.fromJSDate(until).setZone(hall.timeZone).setLocale(req.language) : undefined;
    return {
      title: req.t('errors:blocked-no-show.title'),
      texts: [
        req.t('errors:blocked-no-show.detail'),
        ...(at ? [req.t('booking:refusal.blockedUntil', { until: at.toFormat(BLOCK_FORMAT[req.language]) })] : []),
        req.t('booking:refusal.appeal', { hall: hall.name[req.language], phone: hall.phone }),
      ],
      actions: [],
    };
  },
  'not-eligible': (error, { req, draft }) => ({
    title: req.t('errors:not-eligible.title'),
    texts: ((error.extensions['reasons'] ?? []) as Finding[]).map((reason) => reasonText(reason, req.t)),
    actions: [
      { text: req.t('booking:refusal.otherTime'), href: bookingPaths.step(draft.id, 'time') },
      { text: req.t('booking:refusal.correct'), href: bookingPaths.step(draft.id, 'details') },
    ],
  }),
  'idempotency-conflict': (_error, { req, hall }) => ({
    title: req.t('booking:refusal.twin.title'),
    texts: [req.t('booking:refusal.twin.text', { phone: hall.phone })],
    actions: [],
  }),
  validation: (_error, { req, draft }) => ({
    title: req.t('errors:validation.title'),
    texts: [req.t('errors:validation.detail')],
    actions: [{ text: req.t('booking:refusal.correct'), href: bookingPaths.step(draft.id, 'details') }],
  }),
};

const BLOCK_FORMAT = { 'zh-CN': 'yyyy年M月d日 HH:mm', en: 'd LLLL yyyy HH:mm' } as const;
