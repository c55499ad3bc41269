import type { Request } from 'express';
import { dateFilters } from '../../../infrastructure/view-dates.js';
import type { messageRow } from './message-row.js';

type Row = ReturnType<typeof messageRow>;

/** A row of a summary list. */
interface Fact {
  key: string;
  value: string;
  action?: { href: string; text: string };
}

export function messageFacts(row: Row, { t }: Request): Fact[] {
  const facts: { key: string; value: string | undefined; href?: string | undefined }[] = [
    { key: 'to', value: row.recipientText },
    { key: 'about', value: row.about?.name, href: row.about?.href },
    { key: 'hall', value: row.hallName },
    { key: 'channel', value: row.channelText },
    { key: 'attempts', value: String(row.attempts) },
    { key: 'id', value: row.id },
  ];
  return facts.flatMap(({ key, value, href }) => {
    if (!value) return [];
    const action = href === undefined ? {} : { action: { href, text: t('operations:messages.open') } };
    return [{ key: t(`operations:message.${key}`), value, ...action }];
  });
}

/** What happened to a message, in the order of time. */
export function messageHistory(
  row: Row,
  { req, zone, names }: { req: Request; zone: string; names: ReadonlyMap<string, string> },
): Fact[] {
  const { t, language } = req;
  const { dayAndTime } = dateFilters(language);
  const { state, failure } = row;
  const isOpen = state === 'queued';
  const handled = (row.handled ?? []).map(({ action, at, actor, reason }) => {
    const who = names.get(staffIdIn(actor) ?? '') ?? actor;
    return { key: `handled.${action}`, at, more: [who, reason].filter(Boolean).join(' · ') };
  });
  const steps: { key: string; at: Date | undefined; more?: string | undefined }[] = [
    ...handled,
    { key: 'owed', at: row.dueAt },
    { key: 'failed', at: failure?.at, more: row.failureText },
    { key: 'sent', at: row.sentAt },
    { key: 'delivered', at: row.deliveredAt },
    { key: 'reached', at: ['cancelled', 'suppressed', 'sending'].includes(state) ? row.at : undefined },
    { key: 'next', at: isOpen ? row.nextAt : undefined },
    { key: 'expires', at: isOpen ? row.expiresAt : undefined },
  ];
  const known = steps.filter((step): step is typeof step & { at: Date } => step.at !== undefined);
  known.sort((a, b) => a.at.getTime() - b.at.getTime());
  return known.map(({ key, at, more }) => {
    const time = dayAndTime(at, zone);
    const value = more ? t('operations:message.failureLine', { at: time, failure: more }) : time;
    return { key: t(`operations:message.${key}`), value };
  });
}

export function staffIdIn(actor: string): string | undefined {
  return /^staff:(.+)$/.exec(actor)?.[1];
}
