import { sealSecrets } from '../../../../../src/features/webhooks/endpoints/endpoint.model.js';
import { EVENT_TYPES } from '../../../../../src/features/webhooks/events/event-catalogue.js';
import { CIPHER, type World } from './world.js';

/** Another system that is told everything that happens at one hall. */
export async function openEndpoint({ models }: World, { hall, from }: { hall: string; from: Date }): Promise<void> {
  await models.webhookEndpoints.create({
    _id: 'wh_proof',
    url: 'https://other.example/events',
    hall,
    events: EVENT_TYPES.map((type) => ({ type, from })),
    secrets: sealSecrets(CIPHER, []),
    state: 'active',
    revision: 0,
    createdAt: from,
    changedAt: from,
  });
}
