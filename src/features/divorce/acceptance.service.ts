import { actedBy, type Actor } from '../../audit/index.js';
import { DomainError, isDuplicateKey, ValidationFailed } from '../../errors/index.js';
import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import { newId } from '../../infrastructure/ids.js';
import { type BookingParty, hallFacts } from '../appointments/index.js';
import { type CivilDate, civilDateAt } from '../calendar/index.js';
import { assessEligibility, type IdentityDocument, parseIdentityDocument } from '../eligibility/index.js';
import type { Hall, HallDirectory } from '../halls/index.js';
import type { ApplicationKeys } from './application-keys.js';
import type { Consequences } from './consequences.js';
import { type UnsafePhones, unsafePhonesOf } from './unsafe-phones.js';
import {
  type DivorceApplicationModel,
  type DivorceApplicationRecord,
  type DivorceHistoryItem,
  type DivorcePersonal,
  type PartyIndex,
  PERSONAL,
} from './divorce-application.model.js';
import type { LegalCalendar } from './legal-calendar.js';
import { newReceiptNumber } from './receipt-number.js';

export interface AcceptanceRequest {
  /** Both are at the counter; each phone is its owner's own. */
  parties: readonly [BookingParty, BookingParty];
  /** The appointment they came with; absent when they walked in. */
  appointment?: string;
  /** What they answered when counselling was offered; the application is accepted either way. */
  counselling: 'accepted' | 'declined';
  /** Whom a message could harm: none of theirs is sent. */
  unsafe?: readonly PartyIndex[];
  language: string;
  actor: Actor;
  now: Date;
}

/** Accepts divorce applications: fixes the dates, gives the receipt its number, begins the cooling-off period. */
export class Acceptance {
  constructor(
    private readonly deps: {
      applications: DivorceApplicationModel;
      halls: HallDirectory;
      calendar: LegalCalendar;
      consequences: Consequences;
      cipher: FieldCipher;
      keys: ApplicationKeys;
      unsafePhones: UnsafePhones;
    },
  ) {}

  /**
   * The application, new or, for a second click, the one just made. Throws `not-eligible` with every reason,
   * `divorce-already-open` when either has an open application, or ValidationFailed; then nothing changed.
   */
  async accept(request: AcceptanceRequest): Promise<DivorceApplicationRecord> {
    const hall = await this.deps.halls.named(request.actor.hall);
    const today = civilDateAt(request.now, hall.timeZone);
    const documents = judge(request, { hall, today });
    const record = await this.write(request, { hall, today, documents });
    for (const line of record.history.keys()) await this.deps.consequences.draw(record, line);
    return record;
  }

  private async write(
    request: AcceptanceRequest,
    { hall, today, documents }: { hall: Hall; today: CivilDate; documents: IdentityDocument[] },
  ): Promise<DivorceApplicationRecord> {
    const { applications, calendar, keys, cipher, unsafePhones } = this.deps;
    const { parties, unsafe = [], now } = request;
    const partyKeys = documents.map((document) => keys.person(document));
    const computed = await calendar.datesFor(hall, today);
    for (;;) {
      const receiptNumber = newReceiptNumber();
      const numbers = documents.map(({ number }) => number);
      const personal: DivorcePersonal = {
        receiptNumber,
        parties: parties.map(({ name, phone }, index) => ({
          name,
          number: numbers[index] ?? '',
          ...(phone !== undefined && { phone }),
          ...(unsafe.some((party) => party === index) && { isUnsafe: true }),
        })),
      };
      const marked = unsafePhonesOf(personal.parties, keys);
      const record: DivorceApplicationRecord = {
        _id: newId(),
        state: 'accepted',
        hall: hall.id,
        acceptedOn: today,
        ...computed,
        parties: parties.map(({ role, document: { type, country } }) => ({
          role,
          documentType: type,
          ...(country && { country }),
        })),
        personal: cipher.seal(personal, PERSONAL),
        receiptHash: keys.receipt(receiptNumber),
        partyKeys,
        openKeys: partyKeys,
        searchKeys: keys.searchesOf(receiptNumber, numbers),
        ...(request.appointment && { appointment: request.appointment }),
        counselling: { answer: request.counselling, at: now },
        ...(marked && { unsafePhones: marked }),
        language: request.language,
        history: firstLines(request, computed.calendarVersion),
        createdAt: now,
        updatedAt: now,
      };
      try {
        await applications.create(record);
        unsafePhones.forget();
        return record;
      } catch (error) {
        if (isDuplicateKey(error, 'oneOpenPerPerson')) return this.sameAcceptance(record);
        if (!isDuplicateKey(error, 'receipt')) throw error;
      }
    }
  }

  /** A second click finds what the first one accepted; anything else is another open application. */
  private async sameAcceptance({ partyKeys, hall, acceptedOn }: DivorceApplicationRecord) {
    const existing = await this.deps.applications.findOne({ openKeys: { $all: partyKeys }, hall, acceptedOn }).lean();
    if (!existing) throw new DomainError('divorce-already-open');
    return existing;
  }
}

function firstLines({ unsafe = [], now, actor }: AcceptanceRequest, calendarVersion: string): DivorceHistoryItem[] {
  const line = { at: now, ...actedBy(actor) };
  const accepted: DivorceHistoryItem = { action: 'accepted', ...line, to: calendarVersion };
  return unsafe.length === 0 ? [accepted] : [accepted, { action: 'messages-stopped', ...line }];
}

/** The law's answer about the two, on the day and at the hall; both documents, read. */
function judge({ parties }: AcceptanceRequest, { hall, today }: { hall: Hall; today: CivilDate }): IdentityDocument[] {
  const documents = parties.map(({ document }, index) => {
    const parsed = parseIdentityDocument(document, today);
    if (!parsed.ok)
      throw new ValidationFailed([{ field: `parties.${index}.document.number`, code: `document-${parsed.code}` }]);
    return parsed.document;
  });
  const { reasons } = assessEligibility({
    business: 'divorce-application',
    date: today,
    hall: hallFacts(hall),
    parties: [...parties],
    today,
  });
  if (reasons.length > 0) throw new DomainError('not-eligible', { extensions: { reasons } });
  return documents;
}
