import type { Limits } from '../../config/index.js';
import type { Clock } from '../../infrastructure/clock.js';
import type { I18n } from '../../infrastructure/i18n.js';
import type { HallDirectory } from '../halls/index.js';
import type { DivorceServices } from './divorce-services.js';

/** What the pages about divorce applications work with. */
export interface DivorcePageServices {
  config: { limits: Limits };
  clock: Clock;
  halls: HallDirectory;
  i18n: I18n;
  divorce: DivorceServices;
}
