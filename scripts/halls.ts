import type { AppointmentRecord } from '../src/features/appointments/index.js';
import type { Hall } from '../src/features/halls/index.js';
import { day, optional, text } from './lib/argument-kinds.js';
import { type ArgumentsOf, WrongArguments } from './lib/arguments.js';
import { runScript, type ScriptContext, type ScriptOutcome } from './lib/run-script.js';

const spec = {
  hall: optional(text('the id of a hall')),
  close: optional(day()),
  to: optional(day()),
  reason: optional(text('why it is closed, in Chinese')),
  'reason-en': optional(text('the same in English')),
};

// Lists the halls, or closes one for whole days and tells every couple that has an appointment there.
await runScript({
  name: 'halls',
  arguments: spec,
  counts: ['messages'],
  run: (context) => (context.args.close === undefined ? listHalls(context) : closeDays(context, context.args.close)),
});

type Context = ScriptContext<ArgumentsOf<typeof spec>>;

async function listHalls({ services, args, say }: Context): Promise<ScriptOutcome> {
  const halls = (await services.halls.list()).filter(({ id }) => args.hall === undefined || id === args.hall);
  for (const { id, name, division, phone } of halls) say(`${id}  ${division}  ${name['zh-CN']}  ${phone}`);
  return { report: { halls: halls.map(summaryOf) } };
}

async function closeDays({ services, args, commit, now, actor, say }: Context, from: string): Promise<ScriptOutcome> {
  const { hall: id, to = from, reason } = args;
  if (id === undefined || reason === undefined || to < from)
    throw new WrongArguments([
      ...(id === undefined ? ['--hall is missing: which hall closes'] : []),
      ...(reason === undefined ? ['--reason is missing: why it is closed'] : []),
      ...(to < from ? ['--to needs a day that is not before --close'] : []),
    ]);
  const hall = await services.halls.named(id);
  const closure = { from, to, reason: { 'zh-CN': reason, en: args['reason-en'] ?? reason } };
  const { changes } = services.hallOffice;
  const change = { kind: 'closed', closure } as const;
  const seen = await changes.preview({ hall: hall.id, change, now });
  const concerned = ({ date }: AppointmentRecord) => from <= date && date <= to;
  const appointments = seen.stranded.map(({ record }) => record).filter(concerned);
  const slotsClosed = seen.plan.close.length;
  if (commit) {
    const operator = { id: actor, name: actor, hall: hall.id };
    const { revision } = seen;
    await changes.commit({ hall: hall.id, change, revision, reason, moves: new Map(), actor: operator, now });
  }
  say(`${hall.id} ${from}–${to}: ${appointments.length} appointments to move`);
  for (const record of appointments) say(`  ${record.reference}  ${record.date} ${record.start}  ${record.business}`);
  return {
    report: { hall: hall.id, from, to, slotsClosed, appointments: appointments.map(strandedOf) },
    hasChanged: true,
  };
}

function strandedOf({ reference, business, date, start }: AppointmentRecord): object {
  return { reference, business, date, start };
}

function summaryOf({ id, name, division, phone, foreignAuthority, services, closures }: Hall): object {
  return {
    id,
    name: name['zh-CN'],
    division,
    phone,
    foreignAuthority,
    businesses: services.map(({ business }) => business),
    closures,
  };
}
