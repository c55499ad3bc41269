import type { AuditLog } from '../../audit/index.js';
import type { Limits } from '../../config/index.js';
import type { I18n } from '../../infrastructure/i18n.js';
import type { HallDirectory } from '../halls/index.js';
import type { MessagePreferences } from '../message-preferences/index.js';
import type { FullRecordServices } from '../privacy/index.js';
import type { DivorceServices } from './divorce-services.js';

/** What the pages about divorce applications work with. */
export interface DivorcePageServices extends FullRecordServices {
  audit: AuditLog;
  config: { limits: Limits };
  halls: HallDirectory;
  i18n: I18n;
  messagePreferences: Pick<MessagePreferences, 'of' | 'set'>;
  divorce: DivorceServices;
}
