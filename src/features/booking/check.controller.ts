import { DomainError } from '../../errors/index.js';
import type { BookingServices } from './booking-services.js';
import { type AppointmentRecord, appointmentPaths, maskEmail } from '../appointments/index.js';
import { documentText, isPhotograph, maskPhone, reasonText } from '../eligibility/index.js';
import type { Hall } from '../halls/index.js';
import { currentBookingNotice } from '../notices/index.js';
import { assessDraft } from './assess-draft.js';
import { receiptOf } from './draft-receipt.js';
import { bookingPaths } from './booking.paths.js';
import { explainRefusal, isLostPlace, type Refusal } from './booking-refusals.js';
import { appointmentRules, peopleSummaries } from './check-answers.js';
import { goOn, type Visit } from './draft-access.js';
import { seatsOf } from './draft.js';
import { formBody, type PageError, pageErrors } from './form-body.js';
import type { Holding } from './holding.service.js';
import type { JourneyPage } from './journey-page.js';
import { changedSince, mayShow, type StepName } from './journey.js';
import { partiesOf } from './parties.js';

/** Everything once more, what to bring, what they agree to; and then it is booked. */
export class CheckPage {
  constructor(
    private readonly services: Pick<
      BookingServices,
      'booking' | 'contacts' | 'drafts' | 'halls' | 'holds' | 'receipts' | 'tokens'
    >,
    private readonly page: JourneyPage,
    private readonly holding: Holding,
  ) {}

  show = (visit: Visit): Promise<void> => this.render(visit, {});

  submit = async (visit: Visit): Promise<void> => {
    const { req, res, draft, now } = visit;
    const { consent, revision } = formBody(req, ['consent', 'revision']);
    if (!mayShow('check', draft.answers, now)) return goOn(visit);
    const changed = changedSince(draft.answers, seenRevision(revision));
    if (changed.length > 0) return this.render(visit, { changed, status: 409 });
    if (consent !== currentBookingNotice.version)
      return this.render(visit, {
        errors: pageErrors([['consent', 'booking:check.errors.consent']], req.t),
        status: 422,
      });

    try {
      const { _id: appointment, reference } = await this.book(visit);
      await this.services.drafts.finish(draft, { appointment, reference });
      res.redirect(303, appointmentPaths.manage(reference, this.services.tokens.of(appointment)));
    } catch (error) {
      if (!(error instanceof DomainError) || error.status >= 500) throw error;
      if (error.code === 'contact-not-verified') return res.redirect(303, bookingPaths.step(draft.id, 'phone'));
      if (isLostPlace(error)) return goOn({ ...visit, draft: await this.holding.markLost(draft, error.code, now) });
      const refusal = explainRefusal(error, { ...visit, hall: await this.hallOf(visit) });
      if (!refusal) throw error;
      await this.render(visit, { refusal, status: 409 });
    }
  };

  /** Twice is as once: the draft is the idempotency key, and the hold becomes the appointment. */
  private async book(visit: Visit): Promise<AppointmentRecord> {
    const { req, draft, now } = visit;
    const { answers } = draft;
    const hall = await this.hallOf(visit);
    const hold = this.services.holds.inForce(answers.time?.hold ?? '', now);
    return this.services.booking.book({
      hall,
      business: answers.business,
      date: answers.time?.date ?? '',
      start: answers.time?.start ?? '',
      hold,
      parties: partiesOf(answers),
      contactPhone: this.services.contacts.phoneOf(answers.contact?.verified?.token ?? '', now),
      ...(answers.email !== undefined && { contactEmail: answers.email }),
      ...(answers.receiptNumber !== undefined && { receiptNumber: answers.receiptNumber }),
      consentVersion: currentBookingNotice.version,
      language: req.language,
      idempotencyKey: draft.id,
      now,
    });
  }

  private async render(
    visit: Visit,
    {
      errors,
      refusal,
      changed = [],
      status = 200,
    }: { errors?: PageError[]; refusal?: Refusal; changed?: StepName[]; status?: number },
  ): Promise<void> {
    const { req, draft, now } = visit;
    const { answers } = draft;
    const hall = await this.hallOf(visit);
    const receipt = await receiptOf(answers, this.services.receipts, now);
    const assessed = assessDraft(answers, { hall, now, language: req.language, receipt });
    await this.page.render(visit, 'check', {
      status,
      errors,
      refusal:
        refusal ??
        refusalByLaw(
          visit,
          assessed.reasons.map((reason) => reasonText(reason, req.t)),
        ),
      canBook: assessed.allowed,
      changed: changed.map((step) => ({ text: req.t(`booking:steps.${step}`), id: step })),
      revision: draft.revision,
      consentNotice: currentBookingNotice,
      people: peopleSummaries({ draft, language: req.language, t: req.t }),
      hall: this.hallText(visit, hall),
      contact: maskPhone(answers.contact?.phone ?? ''),
      email: answers.email === undefined ? undefined : maskEmail(answers.email),
      paths: {
        details: bookingPaths.step(draft.id, 'details'),
        hall: bookingPaths.step(draft.id, 'hall'),
        time: bookingPaths.step(draft.id, 'time'),
        phone: bookingPaths.changePhone(draft.id),
      },
      checklist: seatsOf(answers).map((seat, party) => ({
        title: answers.details?.[seat]?.name,
        items: assessed.documents
          .filter((item) => item.party === party && !isPhotograph(item))
          .map((item) => ({ text: documentText(item, req.t) })),
      })),
      rules: appointmentRules(draft, hall),
      zone: hall.timeZone,
    });
  }

  private hallText({ req }: Visit, hall: Hall) {
    const { language } = req;
    return {
      name: hall.name[language],
      address: hall.address[language],
      transport: hall.transport[language],
      phone: hall.phone,
    };
  }

  private hallOf({ draft }: Visit): Promise<Hall> {
    return this.services.halls.named(draft.answers.hall ?? '');
  }
}

function seenRevision(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : -1;
}

function refusalByLaw({ req, draft }: Visit, reasons: string[]): Refusal | undefined {
  if (reasons.length === 0) return undefined;
  return {
    title: req.t('errors:not-eligible.title'),
    texts: reasons,
    actions: [
      { text: req.t('booking:refusal.otherTime'), href: bookingPaths.step(draft.id, 'time') },
      { text: req.t('booking:refusal.correct'), href: bookingPaths.step(draft.id, 'details') },
    ],
  };
}
