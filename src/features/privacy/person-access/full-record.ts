import type { Request } from 'express';
import { dateFilters } from '../../../infrastructure/view-dates.js';
import { askingReason, type AskingServices, type ShownRecord } from './asking-reason.js';

export interface FullRecordServices extends AskingServices {
  staff: { directory: { namesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>> } };
}

/** What a feature knows of a record that is shown in full. */
export interface FullRecord extends Omit<ShownRecord, 'names'> {
  title: string;
  backHref: string;
  timeZone: string;
  parties: { heading: string; name: string; documentType: string; country?: string; number: string; phone?: string }[];
  facts: { key: string; value: string }[];
  history: RecordedStep[];
}

export interface RecordedStep {
  at: Date;
  /** In words. */
  action: string;
  actor: string;
  address?: string;
  detail?: string;
}

/** The page of a full record, behind the question why; its GET and its POST. `recordOf` throws for whom it is not. */
export function fullRecordPage(
  services: FullRecordServices,
  recordOf: (req: Request) => Promise<FullRecord>,
): ReturnType<typeof askingReason> {
  return askingReason(
    services,
    async (req) => {
      const { subject, people, what, parties } = await recordOf(req);
      return { subject, people, what, names: parties.map(({ name }) => name) };
    },
    async (req, res) => {
      const { title, backHref, facts, ...record } = await recordOf(req);
      const parties = record.parties.map(({ heading, ...party }) => ({ heading, rows: partyRows(party, req) }));
      res.render('privacy/record.njk', {
        title,
        backHref,
        facts,
        parties,
        history: await historyRows(record, { req, services }),
      });
    },
  );
}

function partyRows(
  { name, documentType, country, number, phone }: Omit<FullRecord['parties'][number], 'heading'>,
  { t, language }: Request,
): FullRecord['facts'] {
  const countryName = country && new Intl.DisplayNames(language, { type: 'region' }).of(country);
  return [
    { key: t('privacy:fields.name'), value: name },
    { key: t(`eligibility:documentTypes.${documentType}`), value: countryName ? `${number} (${countryName})` : number },
    { key: t('privacy:fields.ownPhone'), value: phone ?? t('privacy:record.noPhone') },
  ];
}

/** When, what, who, from where and why, as the cells of a table. */
async function historyRows(
  { history, timeZone }: Pick<FullRecord, 'history' | 'timeZone'>,
  { req: { t, language }, services }: { req: Request; services: FullRecordServices },
): Promise<string[][]> {
  const ids = new Set(history.flatMap(({ actor }) => staffIdIn(actor) ?? []));
  const names = await services.staff.directory.namesOf([...ids]);
  const { dayAndTime } = dateFilters(language);
  const nothing = t('privacy:record.nothing');
  const who = (actor: string) =>
    names.get(staffIdIn(actor) ?? '') ?? t(`privacy:record.actors.${actor}`, { defaultValue: actor });
  return history.map(({ at, action, actor, address = nothing, detail = nothing }) => [
    dayAndTime(at, timeZone),
    action,
    who(actor),
    address,
    detail,
  ]);
}

function staffIdIn(actor: string): string | undefined {
  return /^staff:(.+)$/.exec(actor)?.[1];
}
