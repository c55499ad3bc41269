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
    told: groupedByStart(events, (titles) => titles.join(t('webhooks:listComma')), language),
    eventCount: events.length,
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

/** What an endpoint is told, in the order of an appointment's life, together where it began together. */
function groupedByStart(
  events: EndpointRecord['events'],
  joined: (titles: string[]) => string,
  language: Request['language'],
): { titles: string; from: Date }[] {
  const starts = [...new Set(events.map(({ from }) => from.getTime()))].sort((a, b) => a - b);
  return starts.map((start) => {
    const types = EVENT_TYPES.filter((type) =>
      events.some((each) => each.type === type && each.from.getTime() === start),
    );
    return { titles: joined(types.map((type) => EVENT_TITLES[type][language])), from: new Date(start) };
  });
}

/** Why something was not taken; a receiver's own answer is named by its number. */
export function failureText(code: string, t: Request['t']): string {
  const status = /^status-(\d{3})$/.exec(code)?.[1];
  if (status !== undefined) return t('webhooks:failures.status', { status });
  return t([`webhooks:failures.${code}`, `operations:failures.${code}`], { defaultValue: code });
}
