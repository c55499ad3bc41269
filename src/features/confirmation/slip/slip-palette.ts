import type { ConfirmationView } from '../confirmation-view.js';
import { isCancelled } from '../wording.js';

export interface SlipPalette {
  /** The header band. */
  readonly band: string;
  readonly accent: string;
  /** Fill and outline of the ticket. */
  readonly paper: string;
  readonly line: string;
  /** Drawn large and faint in the header; empty where it would be out of place. */
  readonly ornament: string;
}

export const INK = '#2b2523';
export const MUTED = '#6d625c';

const FESTIVE: SlipPalette = { band: '#a61c28', accent: '#a61c28', paper: '#fff8f0', line: '#e3c9a6', ornament: '囍' };
export const CALM: SlipPalette = {
  band: '#35546b',
  accent: '#35546b',
  paper: '#f5f8fa',
  line: '#c5d3dc',
  ornament: '',
};

/** A wedding to come is dressed in red; every other visit, and a cancelled one, is kept plain. */
export function slipPalette(view: ConfirmationView): SlipPalette {
  return view.business === 'marriage' && !isCancelled(view) ? FESTIVE : CALM;
}
