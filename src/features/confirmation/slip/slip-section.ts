import type { SlipContext } from './slip-context.js';
import { CONTENT_WIDTH, PAGE, type Structure, type TextStyle } from './slip-sheet.js';

export const BODY: TextStyle = { size: 9.5 };
const HEADING = { size: 12, weight: 'bold' } as const;
const HEADING_HEIGHT = 24;
const GAP_AFTER = 9;
const MARKER_WIDTH = 16;
const ITEM_GAP = 3;

/** A titled part of the slip; `firstHeight` keeps the title on the page of its first lines. */
export function drawSection(
  { sheet, palette }: SlipContext,
  { title, firstHeight, draw }: { title: string; firstHeight: number; draw: (section: Structure) => void },
): void {
  sheet.reserve(HEADING_HEIGHT + firstHeight);
  const section = sheet.group('Sect');
  const { y } = sheet;
  sheet.decorate((doc) => doc.roundedRect(PAGE.margin, y + 3, 3, 12, 1.5).fill(palette.accent));
  sheet.text(title, { ...HEADING, x: PAGE.margin + 10, y, width: CONTENT_WIDTH - 10 }, ['H2', section]);
  sheet.y = y + HEADING_HEIGHT;
  draw(section);
  sheet.y += GAP_AFTER;
}

export interface ListItem {
  readonly x: number;
  readonly width: number;
  readonly text: string;
  readonly list: Structure;
  readonly marker: 'box' | 'dot';
}

export function itemHeight({ sheet }: SlipContext, { text, width }: Pick<ListItem, 'text' | 'width'>): number {
  return sheet.heightOf(text, { ...BODY, width: width - MARKER_WIDTH }) + ITEM_GAP;
}

/** One entry of a list at the cursor, which stays: the caller knows what stands beside it. */
export function drawItem({ sheet, palette }: SlipContext, { x, width, text, list, marker }: ListItem): void {
  const { y } = sheet;
  sheet.decorate((doc) => {
    if (marker === 'box')
      doc
        .roundedRect(x + 0.5, y + 3, 8.5, 8.5, 1.5)
        .lineWidth(0.8)
        .stroke(palette.accent);
    else doc.circle(x + 4.5, y + 7.2, 1.8).fill(palette.accent);
  });
  const item = sheet.group('LI', list);
  sheet.text(text, { ...BODY, x: x + MARKER_WIDTH, y, width: width - MARKER_WIDTH }, ['LBody', item]);
}
