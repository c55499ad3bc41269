const ADDRESS = /https?:\/\/[^\s，。；）)]+/g;

/** The words of a message for staff. An address in it is a couple's key to their booking, so only that it was there is shown. */
export function shownWords(words: string, inItsPlace: string): string {
  return words.replace(ADDRESS, inItsPlace);
}
