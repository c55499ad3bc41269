import type { Request } from 'express';

/** Writes the session now: a browser follows a redirect when it sees the headers, and those leave before the session is saved. */
export function saveSession({ session }: Pick<Request, 'session'>): Promise<void> {
  return new Promise((resolve, reject) => {
    session.save((error: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
}
