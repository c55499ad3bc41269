import type { Request } from 'express';
import { staffOf } from '../../../http/require-permission.js';
import type { Hall } from '../../halls/index.js';
import { type DeskMessage, type MessageCatalogue, stateTone } from '../../notifications/index.js';
import { type KnownSubject, subjectName } from './message-subjects.js';

export interface RowContext {
  req: Request;
  catalogue: Pick<MessageCatalogue, 'all'>;
  halls: readonly Hall[];
  subjects: ReadonlyMap<string, KnownSubject>;
}

interface About {
  text: string;
  /** In one line, for where nothing else says what it is. */
  name: string;
  /** What it is, where the text is a reference. */
  title?: string;
  href?: string;
}

/** A message in words, for a list and for its own page. */
export function messageRow(message: DeskMessage, { req, catalogue, halls, subjects }: RowContext) {
  const { t, language } = req;
  const { kind, state, channel, hall, failure, reason, subject } = message;
  return {
    ...message,
    title: kindTitles(catalogue, language).get(kind) ?? kind,
    stateText: t(`operations:states.${state}`),
    tone: stateTone(state),
    recipientText: message.recipient ?? t(`operations:noRecipient.${whyNoRecipient(message)}`),
    channelText: t(`operations:channels.${channel}`),
    hallName: halls.find((each) => each.id === hall)?.name[language] ?? hall,
    failureText: failure && failureText(failure.code, t),
    reasonText: reason && t(`operations:reasons.${reason}`, { defaultValue: reason }),
    about: aboutOf(subjects.get(subject), req),
  };
}

/** Why no address can be shown: what was settled without being sent will never have one, and what was sent has it no longer. */
function whyNoRecipient({ state, sentAt }: DeskMessage): 'unknown' | 'not-sent' | 'erased' {
  if (state === 'queued' || state === 'sending' || state === 'failed') return 'unknown';
  return (state === 'cancelled' || state === 'suppressed') && sentAt === undefined ? 'not-sent' : 'erased';
}

export function kindTitles(
  catalogue: Pick<MessageCatalogue, 'all'>,
  language: Request['language'],
): Map<string, string> {
  return new Map(catalogue.all().map(({ kind, title }) => [kind, title[language]]));
}

export function failureText(code: string, t: Request['t']): string {
  return t(`operations:failures.${code}`, { defaultValue: code });
}

/** The way to what a message is about, for those who may go there. */
function aboutOf(subject: KnownSubject | undefined, req: Request): About | undefined {
  if (!subject) return undefined;
  const { source, reference, hall, href } = subject;
  const staff = staffOf(req);
  const title = source.title[req.language];
  const mayOpen = staff.can(source.desk.permission) && (hall === undefined || staff.hall === hall);
  return {
    text: reference ?? title,
    name: subjectName(subject, req.language),
    ...(reference !== undefined && { title }),
    ...(mayOpen && { href }),
  };
}
