import type { SlipContext } from './slip-context.js';
import { MUTED } from './slip-palette.js';
import { CONTENT_WIDTH, PAGE } from './slip-sheet.js';

/** Which slip and which page this is, on every page, so that loose sheets find each other. */
export function drawFooters({ view, times, say, sheet, palette }: SlipContext): void {
  const top = PAGE.height - PAGE.margin - 2;
  const box = { x: PAGE.margin, y: top + 6, width: CONTENT_WIDTH, size: 8, color: MUTED } as const;
  sheet.eachPage((page, pages) =>
    sheet.decorate((doc) => {
      doc
        .moveTo(PAGE.margin, top)
        .lineTo(PAGE.margin + CONTENT_WIDTH, top)
        .lineWidth(0.5)
        .stroke(palette.line);
      sheet.drawText(say('footer.updated', { reference: view.reference, at: times.updatedAt }), box);
      sheet.drawText(say('footer.page', { page, pages }), { ...box, align: 'right' });
    }),
  );
}
