import type { TFunction } from 'i18next';
import type { BookingServices } from './booking-services.js';
import { businessRule, documentTypes } from '../eligibility/index.js';
import type { Hall } from '../halls/index.js';
import { goOn, type Visit } from './draft-access.js';
import { receiptOf } from './draft-receipt.js';
import { type Draft, type DraftAnswers, SEATS, type Seat } from './draft.js';
import { formBody, type PageError, pageErrors } from './form-body.js';
import { judgeHall, needsTelephone } from './hall-judgement.js';
import type { Holding } from './holding.service.js';
import type { JourneyPage } from './journey-page.js';
import {
  attendanceOptions,
  fixedRole,
  parsePeople,
  PEOPLE_FIELDS,
  type PeopleForm,
  peopleForm,
} from './people.forms.js';
import { countryOptions, householdOptions } from './place-options.js';
import { personOfField, seatLabel } from './seat-label.js';

/** Who they are: what the law asks about two people before their names. */
export class PeoplePage {
  constructor(
    private readonly services: Pick<BookingServices, 'drafts' | 'halls' | 'receipts'>,
    private readonly page: JourneyPage,
    private readonly holding: Holding,
  ) {}

  show = (visit: Visit): Promise<void> => {
    const { answers } = visit.draft;
    const form = { ...peopleForm(answers), ...answers.typed?.people };
    return this.render(visit, { form });
  };

  submit = async (visit: Visit): Promise<void> => {
    const { req, draft, now } = visit;
    const { business } = draft.answers;
    const form = formBody(req, PEOPLE_FIELDS);
    const parsed = parsePeople(business, form);
    if ('problems' in parsed) {
      await this.services.drafts.keepTyped(draft, 'people', form, now);
      return this.render(visit, {
        form,
        errors: pageErrors(parsed.problems, req.t, personOfField(draft.answers, req.t)),
        status: 422,
      });
    }

    const halls = await this.services.halls.list({ business });
    const receipt = await receiptOf({ business, ...parsed }, this.services.receipts, now);
    const judged = halls.map((hall) => ({
      hall,
      judgement: judgeHall(hall, { business, ...parsed }, { now, receipt }),
    }));
    if (needsTelephone(judged.map(({ judgement }) => judgement))) {
      await this.services.drafts.keepTyped(draft, 'people', form, now);
      const phones = halls.filter(({ foreignAuthority }) => foreignAuthority);
      return this.render(visit, { form, telephone: phones.length > 0 ? phones : halls, status: 409 });
    }

    const chosen = judged.find(({ hall }) => hall.id === draft.answers.hall);
    const written = await this.services.drafts.change(
      draft,
      'people',
      (answers) => settle({ ...answers, ...parsed }, answers, chosen?.judgement.isAllowed ?? false),
      now,
    );
    const changed = await this.holding.keepFitting(written.draft, now);
    goOn({ ...visit, draft: changed });
  };

  private async render(
    visit: Visit,
    {
      form,
      errors,
      telephone,
      status,
    }: { form: PeopleForm; errors?: PageError[]; telephone?: Hall[]; status?: number },
  ): Promise<void> {
    const { req, draft } = visit;
    const { business } = draft.answers;
    await this.page.render(visit, 'people', {
      form,
      errors,
      status: status ?? 200,
      telephone: telephone?.map(({ name, phone }) => ({ name: name[req.language], phone })),
      attendance: attendanceOptions(business).map((value) => ({ value, text: req.t(attendanceKey(business, value)) })),
      seats: SEATS.filter((seat) => seat === 'first' || businessRule(business).attendance.max === 2).map((seat) => ({
        seat,
        legend: seatLabel({ business }, seat, req.t),
        asksRole: fixedRole(business, seat) === undefined,
        fields: fieldsOf(form, seat),
      })),
      documents: documentItems(req.t),
      households: householdOptions(req.language),
      countries: countryOptions(req.language),
      asksReceipt: business === 'divorce-issue',
    });
  }
}

/** New kinds of document make typed numbers meaningless, and a hall that cannot serve them is no choice any more. */
function settle(next: DraftAnswers, before: DraftAnswers, keepsHall: boolean): DraftAnswers {
  const details = { ...next.details };
  for (const seat of SEATS) {
    const known = details[seat];
    if (known && !isSameDocument(next, before, seat)) details[seat] = { ...known, number: '' };
  }
  const { hall, ...rest } = { ...next, details };
  return keepsHall && hall !== undefined ? { ...rest, hall } : rest;
}

function isSameDocument(next: DraftAnswers, before: DraftAnswers, seat: Seat): boolean {
  const [now, then] = [next.people?.[seat], before.people?.[seat]];
  return now?.document === then?.document && now?.country === then?.country;
}

function fieldsOf(form: PeopleForm, seat: Seat): Record<string, string> {
  return {
    role: form[`${seat}-role`],
    document: form[`${seat}-document`],
    country: form[`${seat}-country`],
    household: form[`${seat}-household`],
    soldier: form[`${seat}-soldier`],
  };
}

function documentItems(t: TFunction): { value: string; text: string }[] {
  return documentTypes.map((value) => ({ value, text: t(`eligibility:documentTypes.${value}`) }));
}

function attendanceKey(business: Draft['answers']['business'], value: string): string {
  return `booking:people.attendance.${businessRule(business).couple ? 'couple' : 'people'}.${value}`;
}
