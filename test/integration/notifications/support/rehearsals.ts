import type { PlannedDefinition, SubjectSource } from '../../../../src/features/notifications/index.js';
import type { Bureau } from '../../../support/bureau.js';

const HOUR_MS = 3_600_000;

/** Something that the product knows nothing of: when a couple practises its ceremony. */
export interface Rehearsal {
  id: string;
  number: string;
  hall: string;
  phone: string;
  /** As the person's wishes are kept. */
  phoneHash: string;
  at: Date;
  isCancelled?: boolean;
}

const soon: PlannedDefinition<Rehearsal> = {
  kind: 'rehearsal-soon',
  urgency: 'reminder',
  title: { 'zh-CN': '彩排前的提醒', en: 'Reminder of the rehearsal' },
  texts: {
    variables: ['number', 'time'],
    required: ['time'],
    tones: {
      plain: { 'zh-CN': '彩排 {{number}} 将于 {{time}} 开始。', en: 'Rehearsal {{number}} begins at {{time}}.' },
    },
    sample: { 'zh-CN': { number: 'CP-1', time: '10:00' }, en: { number: 'CP-1', time: '10:00' } },
  },
  occasions: ({ at, phone, phoneHash, isCancelled }) =>
    isCancelled
      ? []
      : [
          {
            recipient: { role: 'couple', channel: 'sms', address: phone, addressHash: phoneHash, language: 'zh-CN' },
            dueAt: new Date(at.getTime() - HOUR_MS),
            expiresAt: at,
          },
        ],
  variables: ({ number, at }) => ({ number, time: at.toISOString().slice(11, 16) }),
};

/** All that a feature gives the product to have messages sent about its own things. */
export function rehearsalSource(
  rehearsals: Map<string, Rehearsal>,
  audience: SubjectSource['audience'],
): SubjectSource<Rehearsal> {
  const all = () => [...rehearsals.values()];
  const idsOf = async function* () {
    yield* await Promise.resolve(all().map(({ id }) => id));
  };
  return {
    name: 'rehearsal',
    title: { 'zh-CN': '彩排', en: 'Rehearsal' },
    audience,
    desk: {
      permission: 'desk.view',
      typed: { 'zh-CN': '彩排号', en: 'rehearsal number' },
      example: 'CP-1',
      named: (typed) =>
        Promise.resolve(all().flatMap(({ id, number }) => (number === typed.toUpperCase() ? [id] : []))),
      describe: (ids) =>
        Promise.resolve(
          new Map(
            all()
              .filter(({ id }) => ids.includes(id))
              .map(({ id, number, hall }) => [id, { reference: number, hall, href: `/staff/rehearsals/${number}` }]),
          ),
        ),
    },
    definitions: [soon],
    load: (ids) => Promise.resolve(new Map([...rehearsals].filter(([id]) => ids.includes(id)))),
    changed: idsOf,
    ahead: idsOf,
    idOf: ({ id }) => id,
    hallOf: ({ hall }) => hall,
    timeZoneOf: () => 'Asia/Shanghai',
  };
}

/** Has every job about messages done its work once, at the clock's time. */
export async function workOnMessages({ services, clock }: Bureau): Promise<void> {
  const { planning, sweep, sender } = services.notifications;
  const now = clock.now();
  await planning.planAhead(now);
  const due: string[] = [];
  const add = (ids: readonly string[]) => Promise.resolve(void due.push(...ids));
  await sweep.run({ waiting: () => Promise.resolve(0), add }, now);
  for (const id of due) await sender.send(id);
}
