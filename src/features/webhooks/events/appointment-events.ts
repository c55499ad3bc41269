import type { KeyedHash } from '../../../infrastructure/field-cipher.js';
import type { AppointmentSubject } from '../../appointments/index.js';
import type { BilingualText, KindTexts, Occasion, PlannedDefinition } from '../../notifications/index.js';
import type { EndpointDirectory, KnownEndpoint } from '../endpoints/endpoint-directory.js';
import { endpointHash, roleOf } from '../endpoints/endpoint-recipient.js';
import { hallsAt, placeAt, stateAt } from './appointment-at-step.js';
import { EVENT_TITLES, EVENT_TYPES, type EventType, eventTypeOf } from './event-catalogue.js';

type Definition = PlannedDefinition<AppointmentSubject>;
type Known = Pick<EndpointDirectory, 'current' | 'isPaused'>;

const NO_WORDS: KindTexts = { variables: [], required: [], tones: {}, sample: { 'zh-CN': {}, en: {} } };

/** One kind of message for each type of event: owed to every endpoint that asked for it, once for each such step. */
export function appointmentEventKinds(endpoints: Known, hash: KeyedHash): Definition[] {
  return EVENT_TYPES.map((type) => ({
    kind: type,
    urgency: 'news',
    title: titleAmongMessages(type),
    texts: NO_WORDS,
    variables: () => ({}),
    occasions: (subject) => occasionsOf(type, { subject, endpoints: endpoints.current(), hash }),
    isHeld: ({ recipient }) => endpoints.isPaused(recipient.address),
    event: eventAt,
  }));
}

/** Among what couples are told it has to say that it is told to a system. */
function titleAmongMessages(type: EventType): BilingualText {
  const { 'zh-CN': zh, en } = EVENT_TITLES[type];
  return { 'zh-CN': `系统事件：${zh}`, en: `Event: ${en}` };
}

interface Question {
  subject: AppointmentSubject;
  endpoints: readonly KnownEndpoint[];
  hash: KeyedHash;
}

function occasionsOf(type: EventType, { subject: { record }, endpoints, hash }: Question): Occasion[] {
  const asking = endpoints.filter(({ from }) => from.has(type));
  if (asking.length === 0) return [];
  return record.history.flatMap(({ action, at }, index) => {
    if (eventTypeOf(action) !== type) return [];
    const halls = hallsAt(record, index);
    return asking
      .filter(({ hall, from }) => at >= (from.get(type) ?? at) && (hall === undefined || halls.includes(hall)))
      .map(({ id }) => ({
        recipient: {
          role: roleOf(id),
          channel: 'webhook',
          address: id,
          addressHash: endpointHash(hash, id),
          language: 'zh-CN',
        },
        dueAt: at,
        occurrence: String(index),
        line: { name: `${id}:${record._id}`, position: index },
      }));
  });
}

/** What another system is told. It follows from the history, so that a later attempt says the same; it names nobody. */
function eventAt({ record, hall }: AppointmentSubject, { line }: Occasion): Readonly<Record<string, unknown>> {
  const index = line?.position ?? 0;
  const { action = '', at } = record.history[index] ?? {};
  const type = eventTypeOf(action);
  return {
    type,
    timestamp: at?.toISOString(),
    data: {
      reference: record.reference,
      ...placeAt(record, index),
      timeZone: hall.timeZone,
      state: stateAt(record.history, index),
      ...(type === 'appointment.not-completed' && { outcome: action === 'not-completed' ? 'refused' : action }),
      sequence: index,
    },
  };
}
