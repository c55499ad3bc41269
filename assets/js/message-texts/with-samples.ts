const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** What a text says with the sample values, on one line; a placeholder that has none stays as it was typed. */
export function withSamples(text: string, values: Record<string, string | number>): string {
  return text
    .normalize('NFC')
    .replace(/\s*[\r\n\u2028\u2029]\s*/g, ' ')
    .trim()
    .replace(PLACEHOLDER, (whole, name: string) =>
      Object.prototype.hasOwnProperty.call(values, name) ? String(values[name]) : whole,
    );
}
