import type { SlipContext } from './slip-context.js';
import { MUTED } from './slip-palette.js';
import { BODY, drawItem, drawSection, itemHeight } from './slip-section.js';
import { CONTENT_WIDTH, PAGE, type Structure } from './slip-sheet.js';

const HALL_NAME = { size: 11.5, weight: 'bold' } as const;
const LABEL_WIDTH = 70;
const VALUE_WIDTH = CONTENT_WIDTH - LABEL_WIDTH;

/** Where to go and how to get there. */
export function drawHall(slip: SlipContext): void {
  const { say, sheet, view } = slip;
  const { name, address, phone, transport } = view.hall;
  drawSection(slip, {
    title: say('hall.heading'),
    firstHeight: 40,
    draw: (section) => {
      const box = { ...HALL_NAME, x: PAGE.margin, y: sheet.y, width: CONTENT_WIDTH };
      sheet.y = sheet.text(name, box, ['P', section]) + 2;
      drawField(slip, { label: say('hall.address'), value: address, section });
      drawField(slip, { label: say('hall.phone'), value: phone, section });
      if (transport) drawField(slip, { label: say('hall.transport'), value: transport, section });
    },
  });
}

/** What a couple must know, in the order it matters to them. */
export function drawRules(slip: SlipContext): void {
  const { say, sheet } = slip;
  const items = rules(slip).map((text) => ({ text, x: PAGE.margin, width: CONTENT_WIDTH }));
  drawSection(slip, {
    title: say('rules.heading'),
    firstHeight: 40,
    draw: (section) => {
      const list = sheet.group('L', section);
      for (const item of items) {
        const height = itemHeight(slip, item);
        sheet.reserve(height);
        drawItem(slip, { ...item, list, marker: 'dot' });
        sheet.y += height;
      }
    },
  });
}

function rules({ view, times, say, sheet }: SlipContext): string[] {
  const { lateAfterMinutes, noShowLimit, noShowWindowDays, noShowBlockDays } = view.policy;
  const texts = [
    say('rules.check-in', times.checkIn),
    say('rules.late', { minutes: lateAfterMinutes }),
    say('rules.cancel', { until: times.cancelUntil }),
    say('rules.no-show', { limit: noShowLimit, window: noShowWindowDays, block: noShowBlockDays }),
    say('rules.not-acceptance'),
    say('rules.free'),
    say('rules.scalpers', { phone: view.hall.phone }),
  ];
  const codes = sheet.missingGlyphs;
  return codes.length > 0 ? [...texts, say('glyphs', { codes: codes.join(', ') })] : texts;
}

interface Field {
  label: string;
  value: string;
  section: Structure;
}

function drawField({ sheet }: SlipContext, { label, value, section }: Field): void {
  const height = sheet.heightOf(value, { ...BODY, width: VALUE_WIDTH });
  sheet.reserve(height);
  const { y } = sheet;
  sheet.text(label, { ...BODY, color: MUTED, x: PAGE.margin, y, width: LABEL_WIDTH }, ['P', section]);
  sheet.text(value, { ...BODY, x: PAGE.margin + LABEL_WIDTH, y, width: VALUE_WIDTH }, ['P', section]);
  sheet.y = y + height + 2;
}
