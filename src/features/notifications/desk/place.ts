/** Where a page of messages begins: at an instant, behind so many messages of that very instant. The order is the index's own. */
export interface Place {
  at: Date;
  passed: number;
}

/** The place as an address gives it; undefined for what is none. */
export function placeIn(text: string | undefined): Place | undefined {
  const [, at = '', passed = ''] = /^([^~]+)~(\d+)$/.exec(text ?? '') ?? [];
  const instant = new Date(at);
  return Number.isNaN(instant.getTime()) ? undefined : { at: instant, passed: Number(passed) };
}

/** The place as an address takes it. */
export function placeText({ at, passed }: Place): string {
  return `${at.toISOString()}~${passed}`;
}
