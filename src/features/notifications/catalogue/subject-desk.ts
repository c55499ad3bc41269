import type { StaffPermission } from '../../../http/permissions.js';
import type { Bilingual } from './definition.js';

/** How staff find the messages about a subject, and the way from a message to what it is about. */
export interface SubjectDesk {
  /** Who may open the page of one; those of a hall at that hall only. */
  permission: StaffPermission;
  /** What staff type to find one, `booking reference` for instance, as it stands within a sentence. */
  typed: Bilingual;
  /** What such a thing looks like, for the hint beside the field. */
  example: string;
  /** The ids of those that somebody means who typed this, in whatever way people write it; empty where there is none. */
  named(typed: string): Promise<string[]>;
  /** Those of the ids that it knows, as they are now. */
  describe(ids: readonly string[]): Promise<Map<string, SubjectAtDesk>>;
}

export interface SubjectAtDesk {
  /** What the desk calls it; absent where no name of it may stand in a list. */
  reference?: string;
  /** Absent where it belongs to no hall. */
  hall?: string;
  /** Its page for staff. */
  href: string;
}
