import type { TFunction } from 'i18next';
import { type Language, LANGUAGES } from '../../infrastructure/language.js';
import type { Receipt } from '../appointments/index.js';
import { isWithin, searchDivisions } from '../divisions/index.js';
import { distanceOf } from '../eligibility/index.js';
import type { Hall } from '../halls/index.js';
import { distanceKm } from './distance.js';
import { type DraftAnswers, seatsOf } from './draft.js';
import { hallReasonText, hasJurisdiction, judgeHall } from './hall-judgement.js';
import { openingTexts } from './opening-text.js';

export interface HallChoice {
  id: string;
  name: string;
  address: string;
  phone: string;
  transport: string;
  opening: string[];
  distance?: string;
  foreignAuthority: boolean;
  /** On what ground it may serve them; absent where no ground is needed. */
  basis?: string;
  /** How far each household is from it, as a couple would say it. */
  origins: string[];
  isAllowed: boolean;
  isChosen: boolean;
  reasons: string[];
}

/** Halls whose district, name or address somebody may mean by a text. */
export function matchingHalls(halls: readonly Hall[], text: string): Hall[] {
  if (text === '') return [...halls];
  const areas = searchDivisions(text);
  const folded = text.toLowerCase();
  return halls.filter(
    (hall) =>
      areas.some(({ code }) => isWithin(hall.division, code)) ||
      LANGUAGES.flatMap((language) => [hall.name[language], hall.address[language]]).some((words) =>
        words.toLowerCase().includes(folded),
      ),
  );
}

/** The halls as this couple may choose from them: the nearest first, else those that can serve them first. */
export function hallChoices(
  halls: readonly Hall[],
  {
    answers,
    receipt,
    now,
    language,
    t,
  }: { answers: DraftAnswers; receipt: Receipt | undefined; now: Date; language: Language; t: TFunction },
): HallChoice[] {
  const { position } = answers;
  return halls
    .map((hall) => ({
      hall,
      km: position && hall.location ? distanceKm(position, hall.location) : Infinity,
      judgement: judgeHall(hall, answers, { now, language, receipt }),
    }))
    .sort((a, b) => rank(a) - rank(b) || (a.km === b.km ? 0 : a.km - b.km))
    .map(({ hall, km, judgement }) => ({
      id: hall.id,
      name: hall.name[language],
      address: hall.address[language],
      phone: hall.phone,
      transport: hall.transport[language],
      opening: openingTexts(hall, t),
      ...(Number.isFinite(km) && { distance: t('booking:hall.km', { km: km < 10 ? km.toFixed(1) : Math.round(km) }) }),
      foreignAuthority: hall.foreignAuthority,
      ...(judgement.isAllowed &&
        hasJurisdiction(answers.business) && { basis: t(`eligibility:basis.${judgement.basis}`) }),
      origins: hasJurisdiction(answers.business) ? originTexts(hall, answers, t) : [],
      isAllowed: judgement.isAllowed,
      isChosen: hall.id === answers.hall,
      reasons: judgement.reasons.map((reason) => hallReasonText(reason, t)),
    }));
}

function rank({ judgement }: { judgement: { isAllowed: boolean } }): number {
  return judgement.isAllowed ? 0 : 1;
}

function originTexts(hall: Hall, answers: DraftAnswers, t: TFunction): string[] {
  return seatsOf(answers).flatMap((seat) => {
    const { role, household } = answers.people?.[seat] ?? {};
    const distance = household && distanceOf(household, hall.division);
    return role && distance
      ? [
          t('booking:hall.origin', {
            role: t(`booking:roles.${role}`),
            distance: t(`eligibility:distance.${distance}`),
          }),
        ]
      : [];
  });
}
