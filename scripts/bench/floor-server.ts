import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { MongoClient } from 'mongodb';
import { systemClock } from '../../src/infrastructure/clock.js';

export interface FloorOptions {
  uri: string;
  /** Bytes of a stored appointment and of the product's answers, so that both sides move the same amount. */
  appointmentBytes: number;
  bookingAnswer: string;
  availabilityAnswer: string;
}

interface FloorSlot {
  _id: string;
  isClosed: boolean;
  releaseAt: Date;
  closesAt: Date;
  capacity: number;
  claims: { holder: string; until: Date | null; at: Date }[];
}

// The floor: what Express, as it comes, and the bare driver need for one guarded claim and one insert, and nothing else.
const options = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as FloorOptions;
const client = await MongoClient.connect(options.uri, { maxPoolSize: 64, writeConcern: { w: 'majority', j: true } });
const slots = client.db().collection<FloorSlot>('floorSlots');
const appointments = client
  .db()
  .collection<{ _id: string; slot: string; createdAt: Date; rest: Buffer }>('floorBooked');
const rest = randomBytes(options.appointmentBytes);
const availability = Buffer.from(options.availabilityAnswer);

const app = express();
app.get('/availability', (_req, res) => {
  res.type('application/json').send(availability);
});
app.post('/book', express.json(), async (req, res) => {
  const { hall, date, start } = req.body as { hall: string; date: string; start: string };
  const slot = `${hall}/${date}/${start}/marriage/online`;
  const holder = randomBytes(12).toString('hex');
  const now = systemClock.now();
  const inForce = { $or: [{ $eq: ['$$claim.until', null] }, { $gt: ['$$claim.until', now] }] };
  const running = { $filter: { input: '$claims', as: 'claim', cond: inForce } };
  const claimed = await slots.findOneAndUpdate(
    {
      _id: slot,
      isClosed: false,
      releaseAt: { $lte: now },
      closesAt: { $gt: now },
      $expr: { $lt: [{ $size: running }, '$capacity'] },
    },
    [{ $set: { claims: { $concatArrays: [running, [{ holder, until: null, at: now }]] } } }],
    { projection: { _id: 1 } },
  );
  if (!claimed) return void res.status(409).json({ code: 'slot-full' });
  await appointments.insertOne({ _id: holder, slot, createdAt: now, rest });
  res.status(201).type('application/json').send(options.bookingAnswer);
});

const server = createServer(app);
server.keepAliveTimeout = 65_000;
server.listen(0, '127.0.0.1', () => process.send?.({ ready: true, port: (server.address() as AddressInfo).port }));
process.once('SIGTERM', () => {
  server.close(() => void client.close().then(() => process.exit(0)));
  server.closeAllConnections();
});
process.once('disconnect', () => process.exit(0));
