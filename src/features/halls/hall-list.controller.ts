import type { RequestHandler } from 'express';
import type { Language } from '../../infrastructure/language.js';
import { divisionName } from '../divisions/index.js';
import { BUSINESSES } from './business.js';
import type { Hall } from './hall.js';
import { type HallDirectory, offers } from './hall-directory.js';
import { hallPaths } from './halls.paths.js';

/** All halls, narrowed by words, business and authority as the address asks. */
export function listHalls({ halls }: { halls: HallDirectory }): RequestHandler {
  return async (req, res) => {
    const { language } = req;
    const text = (name: string) => (typeof req.query[name] === 'string' ? req.query[name].slice(0, 60) : '');
    const q = text('q');
    const business = BUSINESSES.find((candidate) => candidate === text('business'));
    const foreign = text('foreign') === 'true';
    const found = (await halls.list(business && { business })).filter(
      (hall) => matches(hall, q) && (!foreign || hall.foreignAuthority),
    );
    res.render('halls/list.njk', {
      wanted: { q, business, foreign },
      businesses: BUSINESSES,
      halls: found.map((hall) => presentHall(hall, language)),
    });
  };
}

export function presentHall(hall: Hall, language: Language): object {
  return {
    ...hall,
    name: hall.name[language],
    address: hall.address[language],
    transport: hall.transport[language],
    place: divisionName(hall.division, language),
    businesses: BUSINESSES.filter((business) => offers(hall, business)),
    href: hallPaths.of(hall.id),
  };
}

/** Every word has to be in the name, the address or the place, in either language. */
export function matches(hall: Hall, words: string): boolean {
  const text = [hall.name, hall.address]
    .flatMap((both) => [both['zh-CN'], both.en])
    .concat(divisionName(hall.division, 'zh-CN'), divisionName(hall.division, 'en'))
    .join(' ')
    .toLowerCase();
  return words
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
