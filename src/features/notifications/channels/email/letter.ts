import type { Language } from '../../../../infrastructure/language.js';
import type { LetterSection } from '../channel.js';

/** Fills a template of `views/`. */
export type Render = (name: string, locals: Record<string, unknown>) => string;

interface Words {
  subject: string;
  text: string;
  language: Language;
  sections?: readonly LetterSection[] | undefined;
}

type Part = { text: string } | { href: string };

const TEMPLATE = 'notifications/letter.njk';

/** The words as HTML. Only addresses of our own become links: a name or a note may hold any other. */
export function letterHtml(
  { subject, text, language, sections = [] }: Words,
  { render, origin }: { render: Render; origin: string },
): string {
  const paragraphs = text
    .split(/\n+/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => partsOf(paragraph, origin));
  return render(TEMPLATE, { lang: language, subject, paragraphs, sections });
}

function partsOf(paragraph: string, origin: string): Part[] {
  const links = linksTo(origin);
  return paragraph
    .split(links)
    .filter((piece) => piece !== '')
    .map((piece) =>
      piece.startsWith(origin) && piece.match(links)?.[0] === piece ? { href: piece } : { text: piece },
    );
}

/** An address ends where its path does, and not with the full stop of a sentence; a longer host is another host. */
function linksTo(origin: string): RegExp {
  const literal = origin.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return new RegExp(`(${literal}(?:/(?:[\\w/~%?#&=+.-]*[\\w/=-])?|(?![\\w.:@-])))`);
}
