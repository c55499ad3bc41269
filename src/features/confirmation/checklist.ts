import { isPhotograph, isRevealing } from '../eligibility/index.js';
import type { ConfirmationParty, ConfirmationView } from './confirmation-view.js';
import { type Translate, wordingOf } from './wording.js';

export interface Checklist {
  heading: string;
  text: string;
  lists: { heading: string; items: string[] }[];
}

type Brought = Pick<ConfirmationParty, 'role' | 'name' | 'documents'>;

/** What each brings; photographs are told once for both. */
export function documentsByParty({ parties }: Pick<ConfirmationView, 'parties'>): Brought[] {
  return parties.map(({ role, name, documents }) => ({
    role,
    name,
    documents: documents.filter((item) => !isPhotograph(item)),
  }));
}

/**
 * The checklist for a mailbox that nobody has proved: it names nobody and leaves out what would reveal something about one. That
 * there may be more is said to everybody, or saying it would reveal it.
 */
export function checklistForLetter(view: Pick<ConfirmationView, 'business' | 'parties'>, t: Translate): Checklist {
  const say = wordingOf(t);
  const own = documentsByParty(view)
    .map(({ role, documents }) => ({ role, documents: documents.filter((item) => !isRevealing(item)) }))
    .filter(({ documents }) => documents.length > 0);
  return {
    heading: say('checklist.heading'),
    text: say('checklist.letter'),
    lists: [
      ...own.map(({ role, documents }) => ({ heading: say(`role.${role}`), items: documents.map(({ text }) => text) })),
      { heading: say('checklist.photos'), items: [say(`photos.${view.business}`)] },
    ],
  };
}
