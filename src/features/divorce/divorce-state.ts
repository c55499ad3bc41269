import type { CivilDate, DivorceDates } from '../calendar/index.js';

/** What the store keeps. Where an open application stands between its dates is computed, never swept. */
export const DIVORCE_STATES = ['accepted', 'withdrawn', 'issued', 'refused', 'lapsed'] as const;
export type DivorceState = (typeof DIVORCE_STATES)[number];

/** Where an application stands on a day: `expired` until the job has written `lapsed`. */
export type DivorcePhase = 'cooling' | 'issue-window' | 'expired' | Exclude<DivorceState, 'accepted'>;

export type DivorceAction = 'withdraw' | 'recompute' | 'book' | 'issue' | 'refuse' | 'lapse';

const TRANSITIONS: Record<DivorcePhase, Partial<Record<DivorceAction, DivorceState>>> = {
  cooling: { withdraw: 'withdrawn', book: 'accepted', recompute: 'accepted' },
  'issue-window': { book: 'accepted', issue: 'issued', refuse: 'refused', recompute: 'accepted' },
  expired: { lapse: 'lapsed', recompute: 'accepted' },
  withdrawn: {},
  issued: {},
  refused: {},
  lapsed: {},
};

export interface Standing {
  state: DivorceState;
  dates: Pick<DivorceDates, 'coolEnd' | 'issueEnd'>;
}

/** 民法典 1077: cooling off until `coolEnd`, certificates until `issueEnd`, then deemed withdrawn. */
export function phaseOn({ state, dates }: Standing, today: CivilDate): DivorcePhase {
  if (state !== 'accepted') return state;
  if (today <= dates.coolEnd) return 'cooling';
  return today <= dates.issueEnd ? 'issue-window' : 'expired';
}

/** Where an action leads from a phase; undefined when it is not allowed. The button and the POST ask the same question. */
export function stateAfter(phase: DivorcePhase, action: DivorceAction): DivorceState | undefined {
  return TRANSITIONS[phase][action];
}

export function isOpen(phase: DivorcePhase): phase is 'cooling' | 'issue-window' | 'expired' {
  return phase === 'cooling' || phase === 'issue-window' || phase === 'expired';
}
