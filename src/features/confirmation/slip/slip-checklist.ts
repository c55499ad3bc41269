import { documentsByParty } from '../checklist.js';
import type { SlipContext } from './slip-context.js';
import { MUTED } from './slip-palette.js';
import { drawItem, drawSection, itemHeight, type ListItem } from './slip-section.js';
import { CONTENT_WIDTH, PAGE, type Structure } from './slip-sheet.js';

const GAP = 22;
const SUBHEADING = { size: 9.5, weight: 'bold', color: MUTED } as const;
const SUBHEADING_HEIGHT = 18;
const FIRST_ITEM_HEIGHT = 32;

interface Column {
  readonly x: number;
  readonly width: number;
  readonly title: string;
  readonly texts: readonly string[];
}

/** What each person brings, side by side with boxes to tick, and the photographs. */
export function drawChecklist(slip: SlipContext): void {
  const { say, view } = slip;
  const columns = partyColumns(slip);
  const photos: Column = {
    x: PAGE.margin,
    width: CONTENT_WIDTH,
    title: say('checklist.photos'),
    texts: [say(`photos.${view.business}`)],
  };
  drawSection(slip, {
    title: say('checklist.heading'),
    firstHeight: 2 * SUBHEADING_HEIGHT,
    draw: (section) => {
      if (columns.length > 0) drawColumns(slip, columns, section);
      drawColumns(slip, [photos], section);
    },
  });
}

function partyColumns({ view, say }: SlipContext): Column[] {
  const parties = documentsByParty(view).filter(({ documents }) => documents.length > 0);
  const width = (CONTENT_WIDTH - GAP * (parties.length - 1)) / Math.max(parties.length, 1);
  return parties.map((party, index) => ({
    x: PAGE.margin + index * (width + GAP),
    width,
    title: say('checklist.party', { role: say(`role.${party.role}`), name: party.name }),
    texts: party.documents.map(({ text }) => text),
  }));
}

/** The columns fill independently but turn the page together; each keeps its own list in the reading order. */
function drawColumns(slip: SlipContext, columns: readonly Column[], section: Structure): void {
  const { sheet } = slip;
  sheet.reserve(SUBHEADING_HEIGHT + FIRST_ITEM_HEIGHT);
  const { y } = sheet;
  const lists = columns.map((column) => {
    const part = sheet.group('Sect', section);
    sheet.text(column.title, { ...SUBHEADING, x: column.x, y, width: column.width }, ['H3', part]);
    return { ...column, list: sheet.group('L', part), bottom: y + SUBHEADING_HEIGHT };
  });
  const rows = Math.max(...columns.map(({ texts }) => texts.length));
  for (let row = 0; row < rows; row++) {
    for (const column of lists) {
      const text = column.texts[row];
      if (text === undefined) continue;
      const item: ListItem = { x: column.x, width: column.width, list: column.list, text, marker: 'box' };
      const height = itemHeight(slip, item);
      sheet.y = column.bottom;
      if (sheet.reserve(height)) lists.forEach((each) => (each.bottom = sheet.y));
      drawItem(slip, item);
      column.bottom += height;
    }
  }
  sheet.y = Math.max(...lists.map(({ bottom }) => bottom)) + 4;
}
