import type { LetterSection } from '../channel.js';

/** Everything a letter says, as plain text. */
export function letterText(text: string, sections: readonly LetterSection[] = []): string {
  return [text, ...sections.map(sectionText)].join('\n\n');
}

function sectionText({ heading, text, lists = [] }: LetterSection): string {
  const listed = lists.map((list) => [list.heading, ...list.items.map((item) => `- ${item}`)].join('\n'));
  return [heading, ...(text === undefined ? [] : [text]), ...listed].join('\n\n');
}
