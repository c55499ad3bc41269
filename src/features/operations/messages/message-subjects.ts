import type { Language } from '../../../infrastructure/language.js';
import type { MessageCatalogue, MessageDesk, SubjectAtDesk, SubjectSource } from '../../notifications/index.js';

type Sources = Pick<MessageCatalogue, 'sources'>;

/** What a message is about, as staff know it. */
export interface KnownSubject extends SubjectAtDesk {
  source: SubjectSource;
}

/** The ids of what staff name by a reference or the like. Empty when there is none. */
export async function subjectsNamed(typed: string, { sources }: Sources): Promise<string[]> {
  return (await Promise.all(sources.map(({ desk }) => desk.named(typed)))).flat();
}

/** Those of the ids that are known, and where their pages are. */
export async function describeSubjects(
  ids: readonly string[],
  { sources }: Sources,
): Promise<Map<string, KnownSubject>> {
  const asked = [...new Set(ids)];
  const described = sources.map(async (source) =>
    [...(await source.desk.describe(asked))].map(([id, subject]): [string, KnownSubject] => [
      id,
      { ...subject, source },
    ]),
  );
  return new Map((await Promise.all(described)).flat());
}

/** The same for somebody who sees the messages of one hall: of another hall's subjects they know by messages of their own only. */
export async function subjectsWithin(
  ids: readonly string[],
  { hall, desk, catalogue }: { hall: string | undefined; desk: MessageDesk; catalogue: Sources },
): Promise<Map<string, KnownSubject>> {
  const described = await describeSubjects(ids, catalogue);
  if (hall === undefined) return described;
  const known = [...described].map(async ([id, subject]): Promise<[string, KnownSubject][]> => {
    const isKnown = subject.hall === hall || (await desk.count({ subjects: [id], hall })) > 0;
    return isKnown ? [[id, subject]] : [];
  });
  return new Map((await Promise.all(known)).flat());
}

/** What one is called where there is room for one line. */
export function subjectName({ source, reference }: KnownSubject, language: Language): string {
  const title = source.title[language];
  return reference === undefined ? title : `${title} ${reference}`;
}
