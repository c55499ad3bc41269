import { type Request, type RequestHandler, Router } from 'express';
import type { Config } from '../../config/index.js';
import { DomainError, ValidationFailed } from '../../errors/index.js';
import { apiRoute } from '../../http/api-route.js';
import { requireIdempotencyKey } from '../../http/idempotency/idempotency-key.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { Contacts } from '../contacts/index.js';
import type { HallDirectory } from '../halls/index.js';
import { currentBookingNotice } from '../notices/index.js';
import { slotNameOf } from '../slots/index.js';
import type { AppointmentViews } from './appointment-view.js';
import { bookedAnswer } from './appointments.answers.js';
import { type BookingForm, bookingForm } from './appointments.forms.js';
import type { BookingRequest } from './booking-request.js';
import type { Booking } from './booking.service.js';
import { startOn } from './chosen-start.js';
import { offersEmail } from './email-offer.js';
import type { Holds } from './holds.service.js';
import type { ManageTokens } from './manage-token.js';

export function createBookingApi(dependencies: BookingApiDependencies): Router {
  const { config, booking, contacts, views, tokens, clock, limit } = dependencies;
  const router = Router();
  apiRoute(router, {
    method: 'post',
    path: '/v1/appointments',
    permission: 'public',
    before: [limit],
    operation: {
      id: 'book',
      tag: 'appointments',
      body: bookingForm,
      idempotencyKey: 'required',
      answer: { status: 201, schema: bookedAnswer },
      refusals: {
        409: [
          'slot-full',
          'slot-closed',
          'not-yet-released',
          'hold-expired',
          'already-booked',
          'blocked-no-show',
          'not-eligible',
          'contact-not-verified',
          'idempotency-conflict',
        ],
        422: ['idempotency-conflict'],
        429: ['rate-limited'],
      },
    },
    handle: async ({ body, req }) => {
      const idempotencyKey = requireIdempotencyKey(req);
      const now = clock.now();
      const choice = await choiceOf(body, dependencies);
      if (body.email !== undefined && !offersEmail(config, choice.business))
        throw new ValidationFailed([{ field: 'email', code: 'email-not-offered' }]);
      const record = await booking.book({
        ...choice,
        parties: body.parties,
        contactPhone: contacts.phoneOf(body.contactToken, now),
        ...(body.email !== undefined && { contactEmail: body.email }),
        ...(body.receiptNumber !== undefined && { receiptNumber: body.receiptNumber }),
        consentVersion: currentBookingNotice.version,
        language: req.language,
        idempotencyKey,
        now,
      });
      const view = views.toApi(record, { hall: choice.hall, ...wordsOf(req) });
      return { status: 201, body: { ...view, manageToken: tokens.of(record._id) } };
    },
  });
  return router;
}

/** The slot somebody chose, from the place kept for them or named in full. */
async function choiceOf(
  body: BookingForm,
  { holds, halls }: Pick<BookingApiDependencies, 'holds' | 'halls'>,
): Promise<Pick<BookingRequest, 'hall' | 'business' | 'date' | 'start' | 'hold'>> {
  if (body.hold === undefined) {
    const hall = await halls.named(body.hall);
    const { business, date } = body;
    return { hall, business, date, start: startOn(body.start, { date, timeZone: hall.timeZone }) };
  }
  // A hold that has run out may be a repeat of a request that was in time: the booking tells the two apart.
  const hold = holds.read(body.hold);
  if (!hold) throw new DomainError('hold-expired');
  const { hall, business, date, start } = slotNameOf(hold.slotId);
  return { hall: await halls.named(hall, 'hold'), business, date, start, hold };
}

function wordsOf({ language, t }: Request): Pick<Request, 'language' | 't'> {
  return { language, t };
}

export interface BookingApiDependencies {
  config: Pick<Config, 'env' | 'messages'>;
  booking: Booking;
  holds: Holds;
  halls: HallDirectory;
  contacts: Contacts;
  views: AppointmentViews;
  tokens: ManageTokens;
  clock: Clock;
  limit: RequestHandler;
}
