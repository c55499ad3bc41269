import type { RequestHandler } from 'express';
import { dayLabels } from '../calendar/index.js';
import { divisionName } from '../divisions/index.js';
import { type Business, BUSINESSES, type HallDirectory, offers } from '../halls/index.js';
import type { PeakOutlook } from './peak-outlook.js';

const HALLS_SHOWN = 6;

/** The way in: book, manage, and what the next sought-after days look like. */
export function showHome({ halls, peakOutlook }: { halls: HallDirectory; peakOutlook: PeakOutlook }): RequestHandler {
  return async (req, res) => {
    const { language } = req;
    const [all, outlook] = await Promise.all([halls.list(), peakOutlook.current()]);
    res.render('home/home.njk', {
      peaks: outlook.days.map((day) => ({
        ...day,
        name: day.peak.name[language],
        labels: dayLabels(day.date, outlook.calendar, language).filter(
          ({ kind }) => kind === 'lunar' || kind === 'auspicious',
        ),
      })),
      otherBusinesses: BUSINESSES.filter((business) => isOffered(business) && business !== 'marriage'),
      halls: all.slice(0, HALLS_SHOWN).map(({ id, name, division, phone, foreignAuthority }) => ({
        id,
        name: name[language],
        division: divisionName(division, language),
        phone,
        foreignAuthority,
      })),
    });

    function isOffered(business: Business): boolean {
      return all.some((hall) => offers(hall, business));
    }
  };
}
