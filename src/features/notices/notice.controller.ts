import type { RequestHandler } from 'express';
import type { Clock } from '../../infrastructure/clock.js';
import { civilDateAt } from '../calendar/index.js';
import { DEFAULT_POLICY, type HallDirectory, policyOn } from '../halls/index.js';
import { type NoticeName, noticeVersions } from './booking-notice.js';
import { hallRuleRow, ruleNumbers } from './rule-numbers.js';

interface Section {
  heading: string;
  text: string[];
  items?: string[];
}

/** Shows a notice; the booking rules also say which numbers each hall has set for itself. */
export function showNotice(name: NoticeName, { halls, clock }: { halls: HallDirectory; clock: Clock }): RequestHandler {
  return async (req, res) => {
    const { t, language } = req;
    const ofHalls = name === 'booking-rules' ? await halls.list() : [];
    const now = clock.now();
    res.render('notices/notice.njk', {
      name,
      version: noticeVersions[name],
      sections: t(`notices:${name}.sections`, {
        returnObjects: true,
        ...ruleNumbers(DEFAULT_POLICY),
      }) as unknown as Section[],
      hallRows: ofHalls.map((hall) => [
        hall.name[language],
        ...hallRuleRow(policyOn(hall, civilDateAt(now, hall.timeZone)), t),
      ]),
    });
  };
}
