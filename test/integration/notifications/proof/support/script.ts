import { createRandom, type Random } from '../../../../../scripts/lib/random.js';
import type { AppointmentStep } from './appointment-steps.js';
import { appointmentStory } from './appointment-story.js';
import type { DivorceStep } from './divorce-steps.js';
import { divorceStory } from './divorce-story.js';
import type { WishStep } from './wish-steps.js';

/** Something that happens to one subject, or that somebody wishes. */
export type Event =
  | { of: 'appointment'; id: string; step: AppointmentStep; /** Whose second visit it is. */ application?: string }
  | { of: 'divorce-application'; id: string; step: DivorceStep }
  | { of: 'wish'; step: WishStep };

export type Action = Event & {
  at: Date;
  /** The process dies between the change and its messages. */
  isCut: boolean;
};

export interface ScriptOptions {
  seed: number;
  appointments: number;
  applications: number;
  days: number;
  /** Share of the applications in which a message could harm somebody. */
  harm?: number;
  /** Share of the moments with changes at which a process dies before it has written their messages. */
  cut: number;
}

/** What everybody does and what becomes of it; the same for the same seed. */
export function writeScript({ seed, appointments, applications, days, cut, harm = 0.16 }: ScriptOptions): Action[] {
  const random = createRandom(seed);
  const actions = [
    ...stories('couple', appointments, (id, act) =>
      appointmentStory({
        couple: id,
        days,
        random: createRandom(seed * 10_007 + numberOf(id)),
        act: (at, step) => act(at, { of: 'appointment', id, step }),
        wish: (at, step) => act(at, { of: 'wish', step }),
      }),
    ),
    ...stories('application', applications, (id, act) =>
      divorceStory({
        id,
        days,
        harm,
        random: createRandom(seed * 20_011 + numberOf(id)),
        act: (at, step) => act(at, { of: 'divorce-application', id, step }),
        visit: (at, step) => act(at, { of: 'appointment', id: `visit-of-${id}`, step, application: id }),
      }),
    ),
  ];
  return withCuts(actions, cut, random);
}

type Act = (at: Date, event: Event) => void;

function stories(name: string, count: number, tell: (id: string, act: Act) => void): Action[] {
  const actions: Action[] = [];
  for (let index = 0; index < count; index += 1)
    tell(`${name}-${String(index).padStart(5, '0')}`, (at, event) => actions.push({ at, isCut: false, ...event }));
  return actions;
}

function numberOf(id: string): number {
  return Number(id.split('-').at(-1));
}

function withCuts(actions: Action[], cut: number, random: Random): Action[] {
  const dying = new Set(actions.map(({ at }) => at.getTime()).filter(() => random.next() < cut));
  return actions
    .map((action) => ({ ...action, isCut: dying.has(action.at.getTime()) && random.next() < 0.6 }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}
