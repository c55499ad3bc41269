import type { Response } from 'express';

/** Where the clock hangs of whoever a page of the staff is shown to. */
export function zoneOf({ locals }: Response): string {
  return (locals['staff'] as { zone: string }).zone;
}
