import MongoStore from 'connect-mongo';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type { Connection } from 'mongoose';

const TWO_HOURS_MS = 2 * 3_600_000;

/** Sessions hold ids only, never answers: what a couple typed lives sealed in their draft. */
export function createSessions({
  connection,
  secrets,
  isSecure,
}: {
  connection: Connection;
  secrets: string[];
  isSecure: boolean;
}): RequestHandler {
  return session({
    name: isSecure ? '__Host-xiyue' : 'xiyue',
    secret: secrets,
    resave: false,
    saveUninitialized: false,
    rolling: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/', maxAge: TWO_HOURS_MS },
    store: MongoStore.create({
      client: connection.getClient(),
      collectionName: 'sessions',
      autoRemove: 'disabled',
      touchAfter: 300,
    }),
  });
}
