import type { PlannedDefinition, SubjectSource } from '../../../../../src/features/notifications/index.js';

const LATER_MS = 90 * 60_000;
const OF_USE_MS = 86_400_000;
const WORDS = { 'zh-CN': '一个还没有的提醒', en: 'A reminder that does not exist yet' };

/** The source with one kind more: what reminds of something reminds once again, an hour and a half later. */
export function withMadeUpKind(source: SubjectSource): SubjectSource {
  const reminders = source.definitions.filter(({ urgency }) => urgency === 'reminder');
  const madeUp: PlannedDefinition = {
    kind: madeUpKindOf(source),
    urgency: 'reminder',
    title: WORDS,
    texts: { variables: [], required: [], tones: { plain: WORDS }, sample: { 'zh-CN': {}, en: {} } },
    variables: () => ({}),
    occasions: (subject) =>
      reminders
        .flatMap((reminder) => reminder.occasions(subject))
        .map(({ recipient, dueAt }) => ({
          recipient,
          dueAt: new Date(dueAt.getTime() + LATER_MS),
          expiresAt: new Date(dueAt.getTime() + OF_USE_MS),
        })),
  };
  return { ...source, definitions: [...source.definitions, madeUp] };
}

export function madeUpKindOf({ name }: Pick<SubjectSource, 'name'>): string {
  return `made-up-for-${name}`;
}
