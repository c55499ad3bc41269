import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { mongo } from 'mongoose';
import { createApp } from '../../src/app.js';
import type { BenchBureau } from './bench-bureau.js';
import type { BenchRequest } from './bench-couples.js';
import { median } from './load.js';

export interface RoundTrips {
  perBooking: number;
  appointmentBytes: number;
  /** One answer of POST /api/v1/appointments, as the product gave it. */
  answer: string;
}

/** Books in this process, one couple after another, and counts the commands that leave before each answer. */
export async function countRoundTrips(bureau: BenchBureau, requests: readonly BenchRequest[]): Promise<RoundTrips> {
  const { services, connection } = bureau;
  const server = createServer(createApp(services)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/appointments`;
  const commands: string[] = [];
  const note = ({ commandName }: mongo.CommandStartedEvent) => void commands.push(commandName);
  const counts: number[] = [];
  let answer = '';
  connection.getClient().on('commandStarted', note);
  try {
    for (const { body, key } of requests) {
      await services.audit.drain();
      commands.length = 0;
      const headers = { 'content-type': 'application/json', 'idempotency-key': key };
      const response = await fetch(url, { method: 'POST', headers, body });
      counts.push(commands.length);
      answer = await response.text();
      if (response.status !== 201) throw new Error(`a booking was answered with ${response.status}: ${answer}`);
    }
  } finally {
    connection.getClient().off('commandStarted', note);
    server.close();
    server.closeAllConnections();
  }
  const stored = await services.models.appointments.collection.findOne({});
  return { perBooking: median(counts), appointmentBytes: mongo.BSON.calculateObjectSize(stored ?? {}), answer };
}
