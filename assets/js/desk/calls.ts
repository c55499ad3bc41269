const DIGITS: Record<string, string> = {
  '0': '零',
  '1': '幺',
  '2': '二',
  '3': '三',
  '4': '四',
  '5': '五',
  '6': '六',
  '7': '七',
  '8': '八',
  '9': '九',
};

/** `M012` as it is read aloud, letter by letter and digit by digit. */
export function spokenNumber(number: string): string {
  return [...number].map((character) => DIGITS[character] ?? `${character} `).join('');
}

/** Calls that have not been said yet; calling a number again makes it a new call. */
export function newCalls(shown: readonly string[], said: ReadonlySet<string>): string[] {
  return shown.filter((call) => call !== '' && !said.has(call));
}
