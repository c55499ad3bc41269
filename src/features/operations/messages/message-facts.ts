import type { Request } from 'express';
import { dateFilters } from '../../../infrastructure/view-dates.js';
import type { messageRow } from './message-row.js';

type Row = ReturnType<typeof messageRow>;

export function messageFacts(row: Row, { t }: Request): { key: string; value: string }[] {
  const facts = [
    { key: 'to', value: row.recipient ?? t('operations:messages.unknownTo') },
    { key: 'about', value: row.about?.text },
    { key: 'hall', value: row.hallName },
    { key: 'channel', value: row.channelText },
    { key: 'attempts', value: String(row.attempts) },
    { key: 'id', value: row.id },
  ];
  return facts.flatMap(({ key, value }) => (value ? [{ key: t(`operations:message.${key}`), value }] : []));
}

/** What happened to a message, in the order of time. */
export function messageHistory(
  row: Row,
  { req, zone }: { req: Request; zone: string },
): { key: string; value: string }[] {
  const { t, language } = req;
  const { dayAndTime } = dateFilters(language);
  const { state, failure } = row;
  const isOpen = state === 'queued';
  const steps = [
    { key: 'owed', at: row.dueAt },
    { key: 'failed', at: failure?.at, more: row.failureText },
    { key: 'sent', at: row.sentAt },
    { key: 'delivered', at: row.deliveredAt },
    { key: 'reached', at: ['cancelled', 'suppressed', 'sending'].includes(state) ? row.at : undefined },
    { key: 'next', at: isOpen ? row.nextAt : undefined },
    { key: 'expires', at: isOpen ? row.expiresAt : undefined },
  ];
  return steps.flatMap(({ key, at, more }) => {
    if (!at) return [];
    const time = dayAndTime(at, zone);
    const value = more ? t('operations:message.failureLine', { at: time, failure: more }) : time;
    return [{ key: t(`operations:message.${key}`), value }];
  });
}
