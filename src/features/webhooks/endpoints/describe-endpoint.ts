import type { Request } from 'express';
import type { Hall } from '../../halls/index.js';
import { EVENT_TITLES, EVENT_TYPES } from '../events/event-catalogue.js';
import { webhookPaths as paths } from '../webhooks.paths.js';
import type { EndpointRecord } from './endpoint.model.js';

/** An endpoint in words. */
export function describeEndpoint(
  { _id, url, description, hall, state, events, revision, lastTest, createdAt }: EndpointRecord,
  { req: { t, language }, halls }: { req: Request; halls: readonly Hall[] },
) {
  const { host, pathname } = new URL(url);
  return {
    id: _id,
    href: paths.endpoint(_id),
    url,
    name: description === '' ? host + pathname : description,
    description,
    hallName:
      hall === undefined ? t('webhooks:allHalls') : (halls.find(({ id }) => id === hall)?.name[language] ?? hall),
    state,
    stateText: t(`webhooks:states.${state}`),
    tone: state === 'active' ? 'success' : 'warning',
    events: EVENT_TYPES.flatMap((type) => {
      const asked = events.find((each) => each.type === type);
      return asked ? [{ type, title: EVENT_TITLES[type][language], from: asked.from }] : [];
    }),
    revision,
    createdAt,
    ...(lastTest && {
      lastTest: {
        ...lastTest,
        ...(lastTest.failure !== undefined && { failureText: failureText(lastTest.failure, t) }),
      },
    }),
  };
}

/** Why something was not taken; a receiver's own answer is named by its number. */
export function failureText(code: string, t: Request['t']): string {
  const status = /^status-(\d{3})$/.exec(code)?.[1];
  if (status !== undefined) return t('webhooks:failures.status', { status });
  return t([`webhooks:failures.${code}`, `operations:failures.${code}`], { defaultValue: code });
}
