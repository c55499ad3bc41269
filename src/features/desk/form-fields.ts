import type { Request } from 'express';

const LONGEST = 4000;

/** The fields of a posted form as text; whatever else was sent is not there. */
export function formText(req: Request): (name: string) => string {
  const body = (req.body ?? {}) as Record<string, unknown>;
  return (name) => {
    const value = body[name];
    return typeof value === 'string' ? value.normalize('NFC').trim().slice(0, LONGEST) : '';
  };
}
