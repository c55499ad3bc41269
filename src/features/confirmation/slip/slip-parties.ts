import type { ConfirmationParty } from '../confirmation-view.js';
import type { SlipContext } from './slip-context.js';
import { MUTED } from './slip-palette.js';
import type { Structure, TextStyle } from './slip-sheet.js';

const GAP = 14;
const ROLE: TextStyle = { size: 8.5, color: MUTED };
const NAME: TextStyle = { size: 14, weight: 'bold' };
const DOCUMENT: TextStyle = { size: 8.5, color: MUTED };

interface Place {
  x: number;
  y: number;
  width: number;
}

/** Who is coming, side by side: masked name and masked document. */
export function drawParties(slip: SlipContext, { x, y, width }: Place, parent: Structure): void {
  const column = columnWidth(slip, width);
  slip.view.parties.forEach((party, index) => {
    let below = y;
    for (const [line, style] of lines(slip, party)) {
      const box = { ...style, x: x + index * (column + GAP), y: below, width: column };
      below = slip.sheet.text(line, box, ['P', parent]);
    }
  });
}

export function partiesHeight(slip: SlipContext, width: number): number {
  const column = columnWidth(slip, width);
  const heights = slip.view.parties.map((party) =>
    lines(slip, party).reduce((sum, [line, style]) => sum + slip.sheet.heightOf(line, { ...style, width: column }), 0),
  );
  return Math.max(0, ...heights);
}

function lines({ say }: SlipContext, { role, name, document }: ConfirmationParty): [string, TextStyle][] {
  return [
    [say(`role.${role}`), ROLE],
    [name, NAME],
    [say(`document-type.${document.type}`), DOCUMENT],
    [document.number, DOCUMENT],
  ];
}

function columnWidth({ view }: SlipContext, width: number): number {
  const columns = Math.max(view.parties.length, 1);
  return (width - GAP * (columns - 1)) / columns;
}
