import type { BookingServices } from './booking-services.js';
import { offersEmail } from '../appointments/index.js';
import { civilDateAt } from '../calendar/index.js';
import { type Finding, reasonText } from '../eligibility/index.js';
import { bookingPaths } from './booking.paths.js';
import { assessDraft } from './assess-draft.js';
import { receiptOf } from './draft-receipt.js';
import { parseDetails, DETAILS_FIELDS, type DetailsForm, detailsForm } from './details.forms.js';
import { goOn, type Visit } from './draft-access.js';
import { type Draft, type DraftAnswers, type Seat, seatsOf } from './draft.js';
import { formBody, type PageError, pageErrors } from './form-body.js';
import type { JourneyPage } from './journey-page.js';
import { personOfField, seatLabel } from './seat-label.js';

/** Refusals that are a slip of one person's number rather than of the law. */
const AT_THE_NUMBER = ['sex-mismatch'];

/** Names and numbers of both, judged for the very day they chose. */
export class DetailsPage {
  constructor(
    private readonly services: Pick<BookingServices, 'config' | 'drafts' | 'halls' | 'receipts'>,
    private readonly page: JourneyPage,
  ) {}

  show = (visit: Visit): Promise<void> => {
    const { answers } = visit.draft;
    return this.render(visit, { form: { ...detailsForm(answers), ...answers.typed?.details } });
  };

  submit = async (visit: Visit): Promise<void> => {
    const { req, draft, now } = visit;
    const form = this.asked(draft, formBody(req, DETAILS_FIELDS));
    const hall = await this.services.halls.named(draft.answers.hall ?? '');
    const parsed = parseDetails(draft.answers, form, civilDateAt(now, hall.timeZone));
    if ('problems' in parsed) {
      await this.services.drafts.keepTyped(draft, 'details', form, now);
      return this.render(visit, {
        form,
        errors: pageErrors(parsed.problems, req.t, personOfField(draft.answers, req.t)),
        status: 422,
      });
    }
    const write = await this.services.drafts.change(draft, 'details', (answers) => answered(answers, parsed), now);
    const receipt = await receiptOf(draft.answers, this.services.receipts, now);
    const { reasons } = assessDraft(write.draft.answers, { hall, now, language: req.language, receipt });
    const atNumber = reasons.filter(({ code }) => AT_THE_NUMBER.includes(code));
    if (atNumber.length > 0) {
      const personOf = personOfField(draft.answers, req.t);
      const errors = atNumber.map((reason) => {
        const field = numberField(draft, reason);
        return { field, message: reasonText(reason, req.t), about: personOf(field) };
      });
      return this.render(visit, { form, errors, status: 422 });
    }
    if (reasons.length > 0) return this.render(visit, { form, reasons, status: 409 });
    goOn({ ...visit, draft: write.draft });
  };

  /** What was sent for a field that the page does not have is not there. */
  private asked(draft: Draft, form: DetailsForm): DetailsForm {
    return this.asksEmail(draft) ? form : { ...form, email: '' };
  }

  private asksEmail({ answers }: Draft): boolean {
    return offersEmail(this.services.config, answers.business);
  }

  private async render(
    visit: Visit,
    {
      form,
      errors,
      reasons,
      status,
    }: { form: DetailsForm; errors?: PageError[]; reasons?: Finding[]; status?: number },
  ): Promise<void> {
    const { req, draft } = visit;
    await this.page.render(visit, 'details', {
      form,
      errors,
      status: status ?? 200,
      refusals: reasons?.map((reason) => reasonText(reason, req.t)),
      asksEmail: this.asksEmail(draft),
      timeHref: bookingPaths.step(draft.id, 'time'),
      peopleHref: bookingPaths.step(draft.id, 'people'),
      people: seatsOf(draft.answers).map((seat) => personFields(visit, seat, form)),
    });
  }
}

/** An address that was taken away again is gone. */
function answered(
  { email: _, ...answers }: DraftAnswers,
  parsed: Pick<DraftAnswers, 'details' | 'email'>,
): DraftAnswers {
  return { ...answers, ...parsed };
}

function personFields({ req, draft }: Visit, seat: Seat, form: DetailsForm) {
  const kind = draft.answers.people?.[seat];
  return {
    seat,
    legend: seatLabel(draft.answers, seat, req.t),
    document: kind?.document,
    documentName: kind ? req.t(`eligibility:documentTypes.${kind.document}`) : '',
    hint: kind ? req.t(`eligibility:documentHints.${kind.document}`) : '',
    name: form[`${seat}-name`],
    number: form[`${seat}-number`],
    phone: form[`${seat}-phone`],
  };
}

function numberField(draft: Draft, { party = 0 }: Finding): string {
  return `${seatsOf(draft.answers)[party] ?? 'first'}-number`;
}
