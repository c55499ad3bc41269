import type { AuditLog } from '../../audit/index.js';
import type { Config } from '../../config/index.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { EmailChange, Managing } from '../appointments/index.js';
import type { HallDirectory } from '../halls/index.js';
import type { Notifications } from '../notifications/index.js';
import type { MessagePreferences } from './message-preferences.service.js';

/** What the page of an appointment's messages works with. */
export interface MessagePageServices {
  config: Pick<Config, 'env' | 'limits' | 'messages'>;
  clock: Clock;
  halls: HallDirectory;
  managing: Managing;
  audit: AuditLog;
  emailChange: EmailChange;
  messagePreferences: MessagePreferences;
  notifications: Pick<Notifications, 'catalogue' | 'messages'>;
}
