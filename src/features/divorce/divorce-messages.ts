import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import type { I18n } from '../../infrastructure/i18n.js';
import { isLanguage, type Language } from '../../infrastructure/language.js';
import { unseal } from '../../infrastructure/sealed-field.js';
import { dateFilters } from '../../infrastructure/view-dates.js';
import type { HallDirectory } from '../halls/index.js';
import type { MessageKind, Notifications } from '../notifications/index.js';
import type { ApplicationKeys } from './application-keys.js';
import {
  type DivorceApplicationRecord,
  type DivorceHistoryItem,
  type DivorcePersonal,
  PERSONAL,
} from './divorce-application.model.js';
import { divorcePaths } from './divorce.paths.js';
import { lastFour } from './receipt-number.js';

/** What the two are told without having been at the counter for it; who withdrew is told to nobody. */
const KINDS: Partial<Record<DivorceHistoryItem['action'], MessageKind>> = {
  accepted: 'divorce-accepted',
  withdrawn: 'divorce-ended',
  lapsed: 'divorce-ended',
  'dates-recomputed': 'divorce-dates-changed',
  'closing-alerted': 'divorce-window-closing',
};

/** Messages to each party's own phone and to no other. None says what it is about: somebody else may read the screen. */
export class DivorceMessages {
  constructor(
    private readonly deps: {
      notifications: Notifications;
      halls: HallDirectory;
      i18n: I18n;
      cipher: FieldCipher;
      keys: ApplicationKeys;
      publicUrl: () => string;
    },
  ) {}

  /** Tells what one line of the history was; telling it again changes nothing. */
  async tell(record: DivorceApplicationRecord, index = record.history.length - 1): Promise<void> {
    const item = record.history[index];
    const kind = item && KINDS[item.action];
    if (!kind) return;
    const { parties } = this.personalOf(record);
    for (const [party, { phone }] of parties.entries()) {
      if (phone === undefined) continue;
      const body = await this.wordsOf(kind, record);
      await this.deps.notifications.notify({
        kind,
        subject: record._id,
        occurrence: `${index}-${party}`,
        phoneHash: this.deps.keys.phone(phone),
        at: item.at,
        compose: () => ({ to: phone, body }),
        // Nobody but this application knows the phone, so the message is put into words at once.
        isComposedAtOnce: true,
      });
    }
  }

  private async wordsOf(kind: MessageKind, record: DivorceApplicationRecord): Promise<string> {
    const { halls, i18n, publicUrl } = this.deps;
    const language: Language = isLanguage(record.language) ? record.language : 'zh-CN';
    const hall = await halls.named(record.hall);
    const { day } = dateFilters(language);
    return i18n.fixedT(language)(`divorce:messages.${kind}`, {
      hall: hall.name[language],
      phone: hall.phone,
      lastFour: lastFour(this.personalOf(record).receiptNumber),
      from: day(record.dates.firstOfficeDay),
      to: day(record.dates.issueEnd),
      link: publicUrl() + divorcePaths.couple.lookup,
    });
  }

  private personalOf({ personal }: DivorceApplicationRecord): DivorcePersonal {
    return unseal<DivorcePersonal>(this.deps.cipher, PERSONAL, personal);
  }
}
