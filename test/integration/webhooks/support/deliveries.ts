import { WebhookChannel } from '../../../../src/features/notifications/channels/webhook/webhook-channel.js';
import type { EndpointRecord } from '../../../../src/features/webhooks/endpoints/endpoint.model.js';
import { EVENT_TYPES } from '../../../../src/features/webhooks/events/event-catalogue.js';
import { type BookedAppointment, type Bureau } from '../../../support/bureau.js';
import { bearer } from '../../../support/api.js';
import type { WebhookReceiver } from '../../../support/stand-ins/webhook-receiver.js';

const MINUTE_MS = 60_000;
const ADMINISTRATOR = { id: 'administrator', name: '管理员', hall: '' };

/** Has a bureau send to other systems, as it does in production, without TLS to this machine. */
export function sendForReal({ services }: Bureau): void {
  const channel = new WebhookChannel({
    endpointOf: (id) => services.webhooks.receiverOf(id),
    clock: services.clock,
    isProduction: false,
  });
  services.channels.channelFor = () => channel;
}

/** An endpoint that is told everything, once every process has heard of it. */
export async function addEndpoint(
  bureau: Bureau,
  { url, ...fields }: { url: string; hall?: string; events?: string[]; description?: string },
): Promise<{ endpoint: EndpointRecord; secret: string }> {
  const added = await bureau.services.webhooks.endpoints.add(
    { url, description: '', events: [...EVENT_TYPES], ...fields },
    changedBy(bureau),
  );
  bureau.advance(MINUTE_MS);
  return added;
}

export function changedBy({ clock }: Bureau) {
  return { actor: ADMINISTRATOR, now: clock.now() };
}

/** Sends what is due, over and over, with so many senders at once; between rounds the clock moves as if somebody waited. */
export async function drain(bureau: Bureau, { rounds = 12, senders = 1, waitMs = 2000 } = {}): Promise<void> {
  const { sweep, sender } = bureau.services.notifications;
  for (let round = 0; round < rounds; round += 1) {
    const ids: string[] = [];
    await sweep.run(
      { waiting: () => Promise.resolve(0), add: (more) => Promise.resolve(void ids.push(...more)) },
      bureau.clock.now(),
    );
    // The latest first, which is what an order has to stand up to.
    const queue = ids.reverse();
    await Promise.all(Array.from({ length: senders }, () => Promise.all(queue.map((id) => sender.send(id)))));
    bureau.advance(waitMs);
  }
}

/** The types that a receiver took about one appointment, in the order in which it took them. */
export function takenAbout(receiver: WebhookReceiver, { reference }: { reference: string }): unknown[] {
  return [...receiver.taken.values()]
    .filter(({ event }) => (event['data'] as { reference?: string }).reference === reference)
    .map(({ event }) => event['type']);
}

export async function cancel(bureau: Bureau, booked: BookedAppointment): Promise<void> {
  await bureau.http.post(`/api/v1/appointments/${booked.reference}/cancel`).set(bearer(booked)).expect(200);
}

export async function reschedule(bureau: Bureau, booked: BookedAppointment, start: string): Promise<void> {
  const { date } = booked;
  await bureau.http
    .post(`/api/v1/appointments/${booked.reference}/reschedule`)
    .set(bearer(booked))
    .send({ date, start })
    .expect(200);
}
