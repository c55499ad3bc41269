import type { RecurringJob } from '../../jobs/job.js';
import type { DivorceServices } from './divorce-services.js';

/** What the calendar does to divorce applications by itself. */
export function divorceJobs({
  upkeep,
  consequences,
}: Pick<DivorceServices, 'upkeep' | 'consequences'>): RecurringJob[] {
  return [
    {
      name: 'lapse-divorce-applications',
      every: '10 minutes',
      afterJump: true,
      run: async (now) => void (await upkeep.lapse(now)),
    },
    {
      name: 'recompute-divorce-dates',
      every: '1 hour',
      afterJump: true,
      run: async (now) => void (await upkeep.recompute(now)),
    },
    {
      name: 'heal-divorce-applications',
      every: '30 seconds',
      run: async (now) => void (await consequences.heal(now)),
    },
  ];
}
