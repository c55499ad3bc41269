/** Whether a font can draw a character. */
export interface GlyphCoverage {
  hasGlyphForCodePoint(codePoint: number): boolean;
}

export interface LegibleText {
  readonly text: string;
  /** Codes that stand for characters the font lacks, e.g. `U+20BB7`. */
  readonly missing: readonly string[];
}

// Invisible, reordering or line-breaking characters would misplace text; selectors only choose a variant of the glyph before them.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]+/gu;

/** Text that shows no empty box: a character without a glyph becomes its Unicode number, which a registrar can look up. */
export function legibleText(text: string, font: GlyphCoverage): LegibleText {
  const missing = new Set<string>();
  const characters = Array.from(clean(text), (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (font.hasGlyphForCodePoint(codePoint)) return character;
    const code = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
    missing.add(code);
    return `<${code}>`;
  });
  return { text: characters.join(''), missing: [...missing] };
}

function clean(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').replace(UNPRINTABLE, '').trim();
}
