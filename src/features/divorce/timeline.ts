import type { CivilDate } from '../calendar/index.js';
import type { LegalDates } from './divorce-application.model.js';
import type { DivorcePhase } from './divorce-state.js';

export interface TimelineStep {
  name: 'accepted' | 'cooling' | 'window' | 'end';
  from: CivilDate;
  to?: CivilDate;
  /** `ahead` is still to come, `skipped` never will. */
  status: 'done' | 'current' | 'ahead' | 'skipped';
}

/** How an application runs, from acceptance to its end, as the couple and the desk both see it. */
export function timelineOf(
  { acceptedOn, dates }: { acceptedOn: CivilDate; dates: LegalDates },
  phase: DivorcePhase,
): TimelineStep[] {
  const [cooling, window, end] = STATUSES[phase];
  return [
    { name: 'accepted', from: acceptedOn, status: 'done' },
    { name: 'cooling', from: acceptedOn, to: dates.coolEnd, status: cooling },
    { name: 'window', from: dates.issueStart, to: dates.issueEnd, status: window },
    { name: 'end', from: dates.issueEnd, status: end },
  ];
}

type Statuses = [cooling: TimelineStep['status'], window: TimelineStep['status'], end: TimelineStep['status']];

const STATUSES: Record<DivorcePhase, Statuses> = {
  cooling: ['current', 'ahead', 'ahead'],
  'issue-window': ['done', 'current', 'ahead'],
  expired: ['done', 'done', 'current'],
  withdrawn: ['skipped', 'skipped', 'current'],
  issued: ['done', 'done', 'current'],
  refused: ['done', 'done', 'current'],
  lapsed: ['done', 'done', 'current'],
};
