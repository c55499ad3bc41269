import { isPhotograph } from '../eligibility/index.js';
import type { ConfirmationParty, ConfirmationView } from './confirmation-view.js';
import { type Translate, wordingOf } from './wording.js';

export interface Checklist {
  heading: string;
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

/** The whole checklist in words. It names nobody, so that it may go where nobody has proved who reads. */
export function checklistOf(view: Pick<ConfirmationView, 'business' | 'parties'>, t: Translate): Checklist {
  const say = wordingOf(t);
  const own = documentsByParty(view).filter(({ documents }) => documents.length > 0);
  return {
    heading: say('checklist.heading'),
    lists: [
      ...own.map(({ role, documents }) => ({ heading: say(`role.${role}`), items: documents.map(({ text }) => text) })),
      { heading: say('checklist.photos'), items: [say(`photos.${view.business}`)] },
    ],
  };
}
