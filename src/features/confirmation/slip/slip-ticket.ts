import { qrCode } from '../pass/qr-code.js';
import { isCancelled } from '../wording.js';
import type { SlipContext } from './slip-context.js';
import { drawParties, partiesHeight } from './slip-parties.js';
import { MUTED } from './slip-palette.js';
import { CONTENT_WIDTH, PAGE, type Structure } from './slip-sheet.js';

const STUB_WIDTH = 174;
const PADDING = 20;
const NOTCH = 7;
const QR_SIDE = 144;
const QR_TOP = 12;
const TIMES_HEIGHT = 112;
const STUB_HEIGHT = 216;

/** Left edge and width of the ticket's own part, and of the stub behind the perforation. */
const TEAR = PAGE.margin + CONTENT_WIDTH - STUB_WIDTH;
const MAIN = { x: PAGE.margin + PADDING, width: TEAR - PAGE.margin - 2 * PADDING } as const;
const STUB = { x: TEAR + NOTCH, width: STUB_WIDTH - 2 * NOTCH, align: 'center' } as const;

/** The part a couple keeps: when, who, and the code that checks them in. */
export function drawTicket(slip: SlipContext, qrPayload: string): void {
  const { sheet, view } = slip;
  const top = sheet.y;
  const height = Math.max(TIMES_HEIGHT + partiesHeight(slip, MAIN.width) + PADDING, STUB_HEIGHT);
  drawCard(slip, top, height);
  const ticket = sheet.group('Sect');
  drawTimes(slip, top, ticket);
  drawParties(slip, { ...MAIN, y: top + TIMES_HEIGHT }, ticket);
  if (isCancelled(view)) drawVoid(slip, top, ticket);
  else drawCode(slip, { top, ticket, qrPayload });
  drawReference(slip, top, ticket);
  sheet.y = top + height + 16;
}

function drawCard({ sheet, palette }: SlipContext, top: number, height: number): void {
  sheet.decorate((doc) => {
    doc
      .roundedRect(PAGE.margin, top, CONTENT_WIDTH, height, 10)
      .lineWidth(0.8)
      .fillAndStroke(palette.paper, palette.line);
    doc.moveTo(TEAR, top + NOTCH + 4).lineTo(TEAR, top + height - NOTCH - 4);
    doc.dash(3, { space: 3 }).stroke(palette.line).undash();
    doc
      .moveTo(MAIN.x, top + TIMES_HEIGHT - 10)
      .lineTo(MAIN.x + MAIN.width, top + TIMES_HEIGHT - 10)
      .stroke(palette.line);
    const notches = [`M${TEAR - NOTCH} ${top - 1}`, `M${TEAR + NOTCH} ${top + height + 1}`];
    const arcs = [`a${NOTCH} ${NOTCH} 0 0 0 ${2 * NOTCH} 0`, `a${NOTCH} ${NOTCH} 0 0 0 ${-2 * NOTCH} 0`];
    notches.forEach((start, index) => doc.path(`${start}${arcs[index] ?? ''}`).fillAndStroke('#ffffff', palette.line));
  });
}

function drawTimes({ sheet, times, say, palette }: SlipContext, top: number, ticket: Structure): void {
  const date = { ...MAIN, y: top + 12, size: 20, weight: 'bold' } as const;
  const below = sheet.text(times.date, date, ['H2', ticket]);
  const day = [times.weekday, times.lunar].join('  ·  ');
  sheet.text(day, { ...MAIN, y: below - 2, size: 9.5, color: MUTED }, ['P', ticket]);
  const line = top + 58;
  sheet.text(times.slot, { ...MAIN, width: 170, y: line, size: 21, weight: 'bold', color: palette.accent }, [
    'P',
    ticket,
  ]);
  const aside = { x: MAIN.x + 172, width: MAIN.width - 172, align: 'right' } as const;
  sheet.text(say('check-in.label'), { ...aside, y: line + 3, size: 8.5, color: MUTED }, ['P', ticket]);
  const window = `${times.checkIn.from} – ${times.checkIn.to}`;
  const end = sheet.text(window, { ...aside, y: line + 15, size: 10.5, weight: 'bold' }, ['P', ticket]);
  if (times.zone) sheet.text(times.zone, { ...aside, y: end - 2, size: 8, color: MUTED }, ['P', ticket]);
}

interface Code {
  top: number;
  ticket: Structure;
  qrPayload: string;
}

function drawCode({ sheet, say }: SlipContext, { top, ticket, qrPayload }: Code): void {
  const { size, path } = qrCode(qrPayload);
  const x = TEAR + (STUB_WIDTH - QR_SIDE) / 2;
  sheet.figure(`${say('qr.title')}. ${say('qr.description')}`, ticket, (doc) => {
    doc
      .save()
      .roundedRect(x, top + QR_TOP, QR_SIDE, QR_SIDE, 4)
      .fill('#ffffff');
    doc
      .translate(x, top + QR_TOP)
      .scale(QR_SIDE / size)
      .path(path)
      .fill('#000000')
      .restore();
  });
  const caption = { ...STUB, y: top + QR_TOP + QR_SIDE + 4, size: 8.5, color: MUTED } as const;
  sheet.text(say('check-in.caption'), caption, ['Caption', ticket]);
}

function drawVoid({ sheet, say, palette }: SlipContext, top: number, ticket: Structure): void {
  const box = { ...STUB, y: top + QR_TOP + QR_SIDE / 2 - 16, size: 22, weight: 'bold', color: palette.accent } as const;
  sheet.text(say('void.code'), box, ['P', ticket]);
}

function drawReference({ sheet, say, view }: SlipContext, top: number, ticket: Structure): void {
  const label = { ...STUB, y: top + QR_TOP + QR_SIDE + 22, size: 8.5, color: MUTED } as const;
  const below = sheet.text(say('reference'), label, ['P', ticket]);
  sheet.text(view.reference, { ...STUB, y: below, size: 14, weight: 'bold' }, ['P', ticket]);
}
