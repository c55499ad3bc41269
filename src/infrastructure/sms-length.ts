/** The alphabet of a telephone network's short texts, GSM 03.38: seven bits a character. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Each takes two places of the alphabet: an escape and itself. */
const EXTENSION = '\f^{}\\[~]|€';

const COSTS: ReadonlyMap<string, number> = new Map([
  ...[...BASIC].map((character) => [character, 1] as const),
  ...[...EXTENSION].map((character) => [character, 2] as const),
]);

/** Places of a text that fits one part, and of each part of a longer one, whose head takes the difference. */
const PLACES = { 'gsm-7': { single: 160, multiple: 153 }, 'ucs-2': { single: 70, multiple: 67 } } as const;

export interface SmsLength {
  /** One character outside of GSM-7 makes the whole text UCS-2. */
  encoding: keyof typeof PLACES;
  /** Septets of GSM-7, or 16-bit units of UCS-2. */
  units: number;
  /** What is sent and paid for; an empty text has none. */
  parts: number;
  perPart: number;
  /** Units that still fit before another part begins. */
  left: number;
}

/** How long a text is as a telephone network counts. A character is never cut in two: it moves to the next part whole. */
export function smsLength(text: string): SmsLength {
  const characters = [...text];
  const septets = characters.map((character) => COSTS.get(character));
  const isGsm = septets.every((cost) => cost !== undefined);
  const encoding = isGsm ? 'gsm-7' : 'ucs-2';
  const costs = isGsm ? septets : characters.map(({ length }) => length);
  const units = costs.reduce((sum, cost) => sum + cost, 0);
  const { single, multiple } = PLACES[encoding];
  if (units <= single) return { encoding, units, parts: units === 0 ? 0 : 1, perPart: single, left: single - units };
  const { parts, used } = packed(costs, multiple);
  return { encoding, units, parts, perPart: multiple, left: multiple - used };
}

function packed(costs: readonly number[], places: number): { parts: number; used: number } {
  let parts = 1;
  let used = 0;
  for (const cost of costs) {
    if (used + cost > places) {
      parts += 1;
      used = 0;
    }
    used += cost;
  }
  return { parts, used };
}
