import { readFileSync } from 'node:fs';
import Joi from 'joi';
import type { HolidayYear } from '../src/features/calendar/index.js';
import { parse } from '../src/http/parse.js';
import { text } from './lib/argument-kinds.js';
import { Refusal, runScript } from './lib/run-script.js';

const namedDays = Joi.array().items(
  Joi.object({ date: Joi.string(), name: Joi.string().allow(''), nameEn: Joi.string().optional() }),
);
const noticeSchema = Joi.object<HolidayYear>({
  year: Joi.number().integer(),
  source: Joi.string().allow(''),
  holidays: namedDays,
  workdays: namedDays,
});

// Imports the State Council's holiday notice of a year: { year, source, holidays: [{ date, name, nameEn? }], workdays: [ … ] }.
await runScript({
  name: 'calendar-import',
  arguments: { file: text('a JSON file with one year’s notice') },
  counts: ['holidayYears', 'slots'],
  async run({ args: { file }, commit, services, now, actor, say }) {
    const notice = parse(noticeSchema, readJson(file));
    const { revision } = await services.calendar.find(notice.year);
    const { holidays } = services.hallOffice;
    const changes = commit
      ? await holidays.import({ notice, revision, actor: { id: actor, name: actor, hall: '' }, now })
      : (await holidays.preview(notice, now)).changes;
    for (const [kind, dates] of Object.entries<string[]>({ ...changes })) say(`${kind}: ${dates.join(' ')}`);
    return { report: { year: notice.year, revision: commit ? revision + 1 : revision, changes }, hasChanged: true };
  },
});

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new Refusal(`--file ${file} ${why}`);
  }
}
