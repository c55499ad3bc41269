import { appointmentTimes } from '../appointment-times.js';
import type { ConfirmationView } from '../confirmation-view.js';
import { isCancelled, wordingOf, type Translate } from '../wording.js';
import { drawChecklist } from './slip-checklist.js';
import type { SlipContext } from './slip-context.js';
import { drawFooters } from './slip-footer.js';
import { drawHeader } from './slip-header.js';
import { drawHall, drawRules } from './slip-information.js';
import { slipPalette } from './slip-palette.js';
import { SlipSheet } from './slip-sheet.js';
import { drawTicket } from './slip-ticket.js';

export interface SlipOptions {
  /** Bound to the language of the view. */
  t: Translate;
  /** The signed pass; not printed on a cancelled appointment. */
  qrPayload: string;
}

/** The confirmation as a tagged A4 PDF. The same view gives the same bytes. */
export async function renderSlip(view: ConfirmationView, { t, qrPayload }: SlipOptions): Promise<Buffer> {
  const say = wordingOf(t);
  const sheet = new SlipSheet({
    title: say('document-title', { reference: view.reference }),
    language: view.language,
    author: view.hall.name,
    at: view.updatedAt,
  });
  const slip: SlipContext = {
    view,
    say,
    sheet,
    times: appointmentTimes(view, say),
    palette: slipPalette(view),
  };
  drawHeader(slip);
  drawTicket(slip, qrPayload);
  drawHall(slip);
  if (!isCancelled(view)) {
    drawChecklist(slip);
    drawRules(slip);
  }
  drawFooters(slip);
  return sheet.finish();
}
