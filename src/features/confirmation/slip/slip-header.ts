import { isCancelled, SENSITIVE_BUSINESSES } from '../wording.js';
import type { SlipContext } from './slip-context.js';
import { CONTENT_WIDTH, PAGE } from './slip-sheet.js';

const BAND_HEIGHT = 84;
const TITLE_WIDTH = CONTENT_WIDTH * 0.4;
const ON_BAND = '#ffffff';
const ORNAMENT_SIZE = 78;

/** The band across the top: what this paper is, and for which business. */
export function drawHeader(slip: SlipContext): void {
  const { view, say, sheet, palette } = slip;
  drawBand(slip);
  const header = sheet.group('Sect');
  const left = { x: PAGE.margin, width: TITLE_WIDTH, color: ON_BAND };
  const right = {
    x: PAGE.margin + TITLE_WIDTH,
    width: CONTENT_WIDTH - TITLE_WIDTH,
    color: ON_BAND,
    align: 'right',
  } as const;
  sheet.text(brand(slip), { ...left, y: 16, size: 9.5 }, ['P', header]);
  sheet.text(say('title'), { ...left, y: 32, size: 23, weight: 'bold' }, ['H1', header]);
  const below = sheet.text(say(`business.${view.business}`), { ...right, y: 22, size: 15, weight: 'bold' }, [
    'P',
    header,
  ]);
  sheet.text(subtitle(slip), { ...right, y: below + 2, size: 9.5 }, ['P', header]);
  sheet.y = BAND_HEIGHT + 16;
  if (!isCancelled(view)) return;
  const banner = {
    x: PAGE.margin,
    y: sheet.y,
    width: CONTENT_WIDTH,
    size: 12,
    weight: 'bold',
    color: palette.accent,
  } as const;
  sheet.y = sheet.text(say('void.banner'), banner, ['P', header]) + 8;
}

function drawBand({ sheet, palette }: SlipContext): void {
  sheet.decorate((doc) => {
    doc.rect(0, 0, PAGE.width, BAND_HEIGHT).fill(palette.band);
    if (!palette.ornament) return;
    doc.save().rect(0, 0, PAGE.width, BAND_HEIGHT).clip().fillOpacity(0.16);
    const x = PAGE.width * 0.52 - ORNAMENT_SIZE / 2;
    const box = { x, y: -19, width: ORNAMENT_SIZE, align: 'center', size: ORNAMENT_SIZE } as const;
    sheet.drawText(palette.ornament, { ...box, weight: 'bold', color: ON_BAND });
    doc.restore();
  });
}

// The product's name means joy, which is not everybody's on the day.
function brand({ view, say }: SlipContext): string {
  return say(SENSITIVE_BUSINESSES.has(view.business) ? 'brand.plain' : 'brand.full');
}

function subtitle({ view, say }: SlipContext): string {
  const lane = say(`lane.${view.lane}`);
  return view.basis ? `${lane} · ${say(`basis.${view.basis}`)}` : lane;
}
