import Joi from 'joi';
import { civilDate, codedError, foldedText, text } from '../../http/joi-fields.js';
import type { CivilDate } from '../calendar/index.js';
import { partyForm } from '../eligibility/index.js';
import { type Business, businessName, hallId, type Lane, PUBLIC_LANES } from '../halls/index.js';
import type { BookingParty } from './booking-request.js';
import { startText } from './chosen-start.js';
import { parseEmail } from './email-address.js';

export interface HoldForm {
  hall: string;
  date: CivilDate;
  start: string;
  business: Business;
  lane: Lane;
}

export const holdForm = Joi.object<HoldForm>({
  hall: hallId(),
  date: civilDate(),
  start: startText(),
  business: businessName(),
  lane: Joi.string()
    .valid(...PUBLIC_LANES)
    .default('online')
    .optional(),
}).meta({ component: 'HoldRequest' });

const holdId = (): Joi.StringSchema => text(400).pattern(/^[\w-]+\.[\w-]+$/);

export const holdAddress = Joi.object<{ id: string }>({ id: holdId() });

export type BookingForm = {
  parties: BookingParty[];
  contactToken: string;
  email?: string;
  consents: { booking: true };
  receiptNumber?: string;
} & ({ hold: string } | ({ hold?: undefined } & Omit<HoldForm, 'lane'>));

/** A slot is named by a hold or by itself; what a hold already says need not be said again, and the hold counts. */
const withoutHold = <T extends Joi.Schema>(field: T): Joi.Schema =>
  field.when('hold', { is: Joi.exist(), then: Joi.optional().strip(), otherwise: Joi.required() });

/** Where letters with a calendar entry go besides the text messages. */
export const emailField = (): Joi.StringSchema =>
  text(320)
    .custom((value: string, helpers) => {
      const parsed = parseEmail(value);
      return parsed.ok ? parsed.email : helpers.error('any.custom', { code: parsed.code });
    })
    .meta({ format: 'email' });

export const bookingForm = Joi.object<BookingForm>({
  hold: holdId().optional(),
  hall: withoutHold(hallId()),
  date: withoutHold(civilDate()),
  start: withoutHold(startText()),
  business: withoutHold(businessName()),
  parties: Joi.array().items(partyForm).min(1).max(2),
  contactToken: text(1000),
  email: emailField().optional(),
  consents: Joi.object({ booking: Joi.boolean().strict().valid(true).error(codedError('consent-needed')) }),
  receiptNumber: foldedText(40).optional(),
}).meta({ component: 'BookingRequest' });

export const appointmentAddress = Joi.object<{ reference: string }>({ reference: text(40) });

export interface RescheduleForm {
  date: CivilDate;
  start: string;
  hall?: string;
}

export const rescheduleForm = Joi.object<RescheduleForm>({
  date: civilDate(),
  start: startText(),
  hall: hallId().optional(),
}).meta({ component: 'RescheduleRequest' });

/** `late: true` accepts that cancelling now counts as late. */
export const cancelForm = Joi.object<{ late: boolean }>({
  late: Joi.boolean().strict().default(false).optional(),
}).meta({ component: 'CancelRequest' });
