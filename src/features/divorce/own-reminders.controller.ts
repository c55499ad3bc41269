import type { RequestHandler } from 'express';
import type { DivorcePageServices } from './divorce-page-services.js';
import { isOpen } from './divorce-state.js';
import { divorcePaths } from './divorce.paths.js';

const { couple } = divorcePaths;

interface ReminderItem {
  value: string;
  text: string;
  checked: boolean;
}

/** Keeps which reminders of the dates a party wants on its own phone: those that are ticked. The other party's stay as they are. */
export function chooseOwnReminders(services: DivorcePageServices): RequestHandler {
  return async (req, res) => {
    const { divorce, messagePreferences, audit, clock } = services;
    const now = clock.now();
    const open = req.session.receipt;
    const record = await divorce.coupleLookup.read(open, now);
    if (!open || !record) return void res.redirect(303, couple.lookup);
    const wanted = [(req.body as { wanted?: unknown }).wanted].flat();
    const offered = declinable(services).map(({ kind }) => kind);
    const declined = offered.filter((kind) => !wanted.includes(kind));
    if (await messagePreferences.set({ phoneHash: open.phoneHash, offered, declined, now })) {
      const { _id, hall } = record;
      const details = { declined: declined.join(' ') };
      audit.record({
        ...chosen,
        key: `reminders:${_id}:${now.toISOString()}`,
        subject: `divorce:${_id}`,
        at: now,
        hall,
        details,
      });
    }
    res.redirect(303, `${couple.own}?saved=reminders`);
  };
}

const chosen = { actor: 'couple', action: 'divorce.reminders-chosen', result: 'done' } as const;

/** What a party may choose of; nothing once the application has ended. */
export async function remindersFor(
  services: DivorcePageServices,
  { phase, phoneHash, language }: { phase: Parameters<typeof isOpen>[0]; phoneHash: string; language: 'zh-CN' | 'en' },
): Promise<ReminderItem[]> {
  if (!isOpen(phase)) return [];
  const declined = await services.messagePreferences.of(phoneHash);
  return declinable(services).map(({ kind, title }) => ({
    value: kind,
    text: title[language],
    checked: !declined.includes(kind),
  }));
}

function declinable({ divorce }: Pick<DivorcePageServices, 'divorce'>) {
  return divorce.source.definitions.filter(({ urgency }) => urgency === 'reminder');
}
