import type { Expected } from './expectation.js';
import type { TakenTurn } from './timeline.js';

/** A time in which somebody was not to be told something, between two changes. */
export interface Silence {
  person: string;
  /** Absent when it was about every kind. */
  kinds?: ReadonlySet<string>;
  from: Pick<TakenTurn, 'at' | 'begun' | 'answered'>;
  /** Absent while it lasts. */
  to?: Pick<TakenTurn, 'at' | 'begun' | 'answered'>;
}

/** All silences of one person and, of what they declined, one kind each. */
export function silencesOf(turns: readonly TakenTurn[]): Map<string, Silence[]> {
  const all = new Map<string, Silence[]>();
  const running = new Map<string, Silence>();
  for (const turn of [...turns].sort((a, b) => a.begun - b.begun))
    for (const kind of turn.kinds ?? [undefined]) {
      const name = `${turn.person} ${kind ?? ''}`;
      const silence = running.get(name);
      if (turn.isSilent && !silence) {
        const begins: Silence = {
          person: turn.person,
          from: turn,
          ...(kind !== undefined && { kinds: new Set([kind]) }),
        };
        running.set(name, begins);
        all.set(turn.person, [...(all.get(turn.person) ?? []), begins]);
      } else if (!turn.isSilent && silence) {
        silence.to = turn;
        running.delete(name);
      }
    }
  return all;
}

/** Those that kept one message from somebody to whom it was to go. */
export function silencesAbout(message: Expected, silences: ReadonlyMap<string, Silence[]>): Silence[] {
  const people = new Set(message.addresses.map(({ person }) => person));
  return [...people]
    .flatMap((person) => silences.get(person) ?? [])
    .filter(({ kinds }) => !kinds || (message.isDeclinable && kinds.has(message.kind)))
    .filter((silence) =>
      message.addresses.some(
        ({ person, from, to }) =>
          person === silence.person && from <= (silence.to?.answered ?? Infinity) && to >= silence.from.begun,
      ),
    );
}
