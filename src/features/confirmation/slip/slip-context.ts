import type { AppointmentTimes } from '../appointment-times.js';
import type { ConfirmationView } from '../confirmation-view.js';
import type { Translate } from '../wording.js';
import type { SlipPalette } from './slip-palette.js';
import type { SlipSheet } from './slip-sheet.js';

/** What every part of the slip is drawn from and onto. */
export interface SlipContext {
  readonly view: ConfirmationView;
  readonly times: AppointmentTimes;
  readonly say: Translate;
  readonly palette: SlipPalette;
  readonly sheet: SlipSheet;
}
