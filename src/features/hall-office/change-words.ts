import type { Request } from 'express';
import type { Language } from '../../infrastructure/language.js';
import { dateFilters } from '../../infrastructure/view-dates.js';
import { type Hall, type HallChange, type HallService, policyOn, weekOf } from '../halls/index.js';
import { partOf } from './editors/closures.editor.js';
import { valuesOf } from './editors/policies.editor.js';
import type { TypedSpan } from './form-texts.js';

type T = Request['t'];

export interface ChangeWords {
  title: string;
  before?: string[];
  after: string[];
}

/** A change in the words of its manager: what it is about, how it was where that is known, and how it will be. */
export function changeWords(
  change: HallChange,
  { hall, t, language }: { hall?: Hall; t: T; language: Language },
): ChangeWords {
  const say = wording(t, language);
  const title = t(`hall-office:kinds.${change.kind}`);
  switch (change.kind) {
    case 'opening':
      return { title, ...(hall && { before: say.week(hall.opening) }), after: say.week(change.opening) };
    case 'exception': {
      const { date, hours, note } = change.exception;
      return { title, after: [`${say.day(date)} ${say.hours(hours)}`, note[language]] };
    }
    case 'exception-removed':
      return { title, after: [say.day(change.date)] };
    case 'closed':
      return { title, after: [say.closure(change.closure), change.closure.reason[language]] };
    case 'reopened':
      return { title, after: [say.closure(change.closure)] };
    case 'service': {
      const known = hall?.services.find(({ business }) => business === change.service.business);
      return { title, ...(known && { before: say.service(known) }), after: say.service(change.service) };
    }
    case 'service-removed':
      return { title, after: [t(`appointments:business.${change.business}`)] };
    case 'policy': {
      const { from, ...policy } = change.policy;
      const { before, after } = say.policies(hall ? policyOn(hall, from) : undefined, policy);
      const first = t('hall-office:words.from', { date: say.day(from) });
      return { title, ...(hall && { before }), after: [first, ...after] };
    }
    case 'policy-removed':
      return { title, after: [t('hall-office:words.from', { date: say.day(change.from) })] };
  }
}

export function wording(t: T, language: Language) {
  const { day } = dateFilters(language);
  const hours = (spans: readonly TypedSpan[]) =>
    spans.length === 0
      ? t('hall-office:words.closed')
      : spans.map(({ from, to }) => `${from}–${to}`).join(t('hall-office:words.comma'));
  return {
    day,
    hours,
    week: (opening: Hall['opening']) =>
      weekOf({ opening }).map(({ from, to, hours: spans }) => {
        const first = t(`calendar.weekday.${from}.long`);
        const days = from === to ? first : `${first}–${t(`calendar.weekday.${to}.long`)}`;
        return `${days} ${hours(spans)}`;
      }),
    closure(closure: Pick<Hall['closures'][number], 'from' | 'to' | 'hours' | 'windows'>): string {
      const { from, to, windows } = closure;
      const part = partOf(closure);
      const when = [
        from === to ? day(from) : `${day(from)}–${day(to)}`,
        part === 'hours' && closure.hours ? hours([closure.hours]) : t(`hall-office:parts.${part}`),
      ].join(' ');
      if (!windows) return when;
      const business = t(`appointments:business.${windows.business}`);
      return `${when} · ${t('hall-office:words.windows', { business, count: windows.count })}`;
    },
    service: ({ business, windows, slotMinutes, minutesPerCouple, lanes }: HallService): string[] => [
      t(`appointments:business.${business}`),
      t('hall-office:words.service', { windows, slotMinutes, minutesPerCouple }),
      ...lanes.map(({ lane, share, minutesPerCouple: minutes }) => {
        const name = t(`hall-office:lanes.${lane}`);
        const percent = Math.round(share * 100);
        return minutes === undefined
          ? t('hall-office:words.lane', { name, percent })
          : t('hall-office:words.slowLane', { name, percent, minutes });
      }),
    ],
    /** Only what is different. */
    policies(before: Parameters<typeof valuesOf>[0] | undefined, after: Parameters<typeof valuesOf>[0]) {
      const old = before ? valuesOf(before) : {};
      const changed = Object.entries(valuesOf(after)).filter(([name, value]) => name !== 'from' && old[name] !== value);
      const line = (name: string, value: string) =>
        `${t(`hall-office:policy.${name.replace('.', '-')}`)} ${value || t('hall-office:words.no')}`;
      return {
        before: changed.map(([name]) => line(name, old[name] ?? '')),
        after: changed.map(([name, value]) => line(name, value)),
      };
    },
  };
}
