/** The part of fontkit, which ships no types, that the slip relies on. */
declare module 'fontkit' {
  export interface Font {
    readonly postscriptName: string;
    readonly numGlyphs: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
  }
  export function openSync(path: string): Font;
}
