export type ParsedName =
  { ok: true; name: string } | { ok: false; code: 'name-missing' | 'name-too-long' | 'name-characters' };

const LONGEST = 50;
// Letters of every script with their marks, so that the rarest Han characters pass; · ’ . - and spaces join parts of a name.
const NAME = /^[\p{L}〇][\p{L}\p{M}〇 ·'’.\-]*$/u;
const MIDDLE_DOTS = /[・•‧∙⋅･᛫●]/gu;

/** A name as its owner writes it: only widths, dots and spaces are made the same, no character is replaced. */
export function parseName(text: string | undefined): ParsedName {
  const name = foldName(text ?? '');
  if (name === '') return { ok: false, code: 'name-missing' };
  if ([...name].length > LONGEST) return { ok: false, code: 'name-too-long' };
  if (!NAME.test(name) || /\p{Extended_Pictographic}/u.test(name)) return { ok: false, code: 'name-characters' };
  return { ok: true, name };
}

function foldName(text: string): string {
  return text
    .replace(/[！-～]/gu, (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) - 0xfee0))
    .replace(MIDDLE_DOTS, '·')
    .replace(/[^\S\r\n\t]+/gu, ' ')
    .trim();
}
