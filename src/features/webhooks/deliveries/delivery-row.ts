import type { Request } from 'express';
import { type DeskMessage, stateTone } from '../../notifications/index.js';
import { failureText } from '../endpoints/describe-endpoint.js';
import { EVENT_TITLES, EVENT_TYPES } from '../events/event-catalogue.js';
import type { WebhookServices } from '../page-services.js';
import { webhookPaths as paths } from '../webhooks.paths.js';

interface RowContext {
  req: Request;
  services: Pick<WebhookServices, 'models'>;
  endpoint: string;
}

export type DeliveryRow = Awaited<ReturnType<typeof deliveryRows>>[number];

/** Deliveries in words, with the reference of the appointment each is about. */
export async function deliveryRows(
  messages: readonly DeskMessage[],
  { req: { t, language }, services, endpoint }: RowContext,
) {
  const about = { _id: { $in: [...new Set(messages.map(({ subject }) => subject))] } };
  const found = await services.models.appointments.find(about, { reference: 1 }).lean();
  const references = new Map(found.map(({ _id, reference }) => [_id, reference]));
  return messages.map((message) => {
    const { id, kind, state, subject, failure, reason } = message;
    const type = EVENT_TYPES.find((each) => each === kind);
    return {
      ...message,
      href: paths.delivery(endpoint, id),
      title: type ? EVENT_TITLES[type][language] : kind,
      reference: references.get(subject),
      stateText: t(`webhooks:deliveryStates.${state}`),
      tone: stateTone(state),
      failureText: failure && failureText(failure.code, t),
      reasonText: reason && t([`webhooks:reasons.${reason}`, `operations:reasons.${reason}`], { defaultValue: reason }),
    };
  });
}
