import type { LetterSection } from '../channel.js';

/** Everything a letter says, as plain text. */
export function letterText(text: string, sections: readonly LetterSection[] = []): string {
  return [text, ...sections.map(sectionText)].join('\n\n');
}

function sectionText({ heading, lists }: LetterSection): string {
  return [heading, ...lists.map((list) => [list.heading, ...list.items.map((item) => `- ${item}`)].join('\n'))].join(
    '\n\n',
  );
}
