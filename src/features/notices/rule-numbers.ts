import type { TFunction } from 'i18next';
import type { BookingPolicy } from '../halls/index.js';

/** The numbers that the text of the booking rules names. */
export function ruleNumbers({ release, peakRelease, checkIn, noShow, ...policy }: BookingPolicy): object {
  return {
    daysAhead: release.daysAhead,
    releaseAt: release.at,
    peakDaysAhead: peakRelease.daysAhead,
    peakReleaseAt: peakRelease.at,
    leadHours: policy.leadHours,
    holdMinutes: policy.holdMinutes,
    reschedules: policy.reschedules,
    freedPlaceMinutes: policy.freedPlaceMinutes,
    couplesPerPhone: policy.couplesPerPhone,
    opensMinutesBefore: checkIn.opensMinutesBefore,
    lateAfterMinutes: checkIn.lateAfterMinutes,
    noShowCount: noShow.count,
    noShowWithinDays: noShow.withinDays,
    noShowBlockDays: noShow.blockDays,
  };
}

/** What a hall may have set differently, as the cells after its name. */
export function hallRuleRow({ release, peakRelease, leadHours, reschedules }: BookingPolicy, t: TFunction): string[] {
  return [
    t('notices:halls.release', { days: release.daysAhead, at: release.at }),
    t('notices:halls.release', { days: peakRelease.daysAhead, at: peakRelease.at }),
    t('notices:halls.lead', { hours: leadHours }),
    String(reschedules),
  ];
}
