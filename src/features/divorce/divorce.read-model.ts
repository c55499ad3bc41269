import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import { unseal } from '../../infrastructure/sealed-field.js';
import type { AppointmentRecord } from '../appointments/index.js';
import { type CivilDate } from '../calendar/index.js';
import { maskDocumentNumber, maskName, maskPhone } from '../eligibility/index.js';
import type { Hall, HallDirectory } from '../halls/index.js';
import type { ApplicationKeys } from './application-keys.js';
import {
  type DivorceApplicationModel,
  type DivorceApplicationRecord,
  type DivorcePersonal,
  PERSONAL,
} from './divorce-application.model.js';
import {
  hasWalkInRight,
  type IssueAnswer,
  mayIssue,
  mayWithdraw,
  walkInFrom,
  type WithdrawalAnswer,
} from './divorce-deadlines.js';
import { type DivorcePhase, phaseOn } from './divorce-state.js';
import type { DivorceUpkeep } from './divorce-upkeep.js';
import type { LegalCalendar } from './legal-calendar.js';
import { normaliseReceiptNumber } from './receipt-number.js';
import { timelineOf, type TimelineStep } from './timeline.js';
import type { Visits } from './visits.js';

const MOST_FOUND = 20;
const LAST_FOUR = /^[0-9A-Z]{4}$/;

/** An application as pages may show it: names, numbers and phones masked, with what can be done now. */
export interface CaseView {
  record: DivorceApplicationRecord;
  hall: Hall;
  today: CivilDate;
  phase: DivorcePhase;
  receiptNumber: string;
  parties: { role: 'male' | 'female'; name: string; number: string; phone?: string }[];
  timeline: TimelineStep[];
  closesAt: Date;
  mayWithdraw: WithdrawalAnswer;
  mayIssue: IssueAnswer;
  walkInFrom: CivilDate;
  hasWalkInRight: boolean;
  visit?: Pick<AppointmentRecord, 'reference' | 'state' | 'date' | 'start' | 'end'>;
}

/** Applications of one hall, found by what its staff have in hand. */
export class DivorceReadModel {
  constructor(
    private readonly deps: {
      applications: DivorceApplicationModel;
      halls: HallDirectory;
      calendar: LegalCalendar;
      upkeep: DivorceUpkeep;
      visits: Visits;
      keys: ApplicationKeys;
      cipher: FieldCipher;
    },
  ) {}

  async view(record: DivorceApplicationRecord, now: Date): Promise<CaseView> {
    const { halls, calendar, visits } = this.deps;
    const hall = await halls.named(record.hall);
    const moment = await calendar.moment(hall, { now, ...record.dates });
    const { today, closesAt } = moment;
    const workdays = await calendar.current();
    const visit = await visits.activeOf(record);
    const phase = phaseOn(record, today);
    const { receiptNumber, parties } = this.personalOf(record);
    return {
      record,
      hall,
      today,
      phase,
      receiptNumber,
      parties: record.parties.map(({ role }, index) => {
        const { name = '', number = '', phone } = parties[index] ?? {};
        const masked = { name: maskName(name), number: maskDocumentNumber(number) };
        return { role, ...masked, ...(phone !== undefined && { phone: maskPhone(phone) }) };
      }),
      timeline: timelineOf(record, phase),
      closesAt,
      mayWithdraw: mayWithdraw(record, moment),
      mayIssue: mayIssue(record, today),
      walkInFrom: walkInFrom(record.dates, workdays),
      hasWalkInRight: hasWalkInRight(record, today, workdays),
      ...(visit && { visit }),
    };
  }

  /** By the receipt number, or by the last four characters of it or of a document. */
  async search(text: string, { hall, now }: { hall: string; now: Date }): Promise<CaseView[]> {
    const filter = this.filterOf(text);
    if (!filter) return [];
    const found = await this.deps.applications
      .find({ hall, ...filter })
      .sort({ createdAt: -1 })
      .limit(MOST_FOUND)
      .lean();
    return this.views(found, now);
  }

  /** Windows about to close without an appointment, the most urgent first. */
  async closing({ hall, today, now }: { hall: string; today: CivilDate; now: Date }): Promise<CaseView[]> {
    return this.views(await this.deps.upkeep.closingAt(hall, today), now);
  }

  /** The application of the receipt that an appointment was booked with. */
  async ofVisit({ hall, receiptNumberHash }: AppointmentRecord): Promise<DivorceApplicationRecord | null> {
    if (receiptNumberHash === undefined) return null;
    return this.deps.applications.findOne({ hall, receiptHash: receiptNumberHash }).lean();
  }

  personalOf({ personal }: Pick<DivorceApplicationRecord, 'personal'>): DivorcePersonal {
    return unseal<DivorcePersonal>(this.deps.cipher, PERSONAL, personal);
  }

  private filterOf(text: string): object | undefined {
    const { keys } = this.deps;
    const folded = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
    if (LAST_FOUR.test(folded)) return { searchKeys: keys.search(folded) };
    const number = normaliseReceiptNumber(folded);
    return number === undefined ? undefined : { receiptHash: keys.receipt(number) };
  }

  private async views(records: readonly DivorceApplicationRecord[], now: Date): Promise<CaseView[]> {
    return Promise.all(records.map((record) => this.view(record, now)));
  }
}
