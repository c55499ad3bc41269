import type { Request } from 'express';
import type { StaffPermission } from '../../http/permissions.js';
import { staffOf } from '../../http/require-permission.js';
import { WHOLE_BUREAU } from '../staff/index.js';
import { messageTextPaths, type TextPaths } from './message-texts.paths.js';

/** Whose texts a set of pages is about. */
export interface TextScope {
  name: 'hall' | 'bureau';
  permission: StaffPermission;
  paths: TextPaths;
  hallOf: (req: Request) => string;
}

/** A manager words what their own hall sends. */
export const HALL_SCOPE: TextScope = {
  name: 'hall',
  permission: 'messages.edit-texts',
  paths: messageTextPaths.hall,
  hallOf: (req) => staffOf(req).hall,
};

/** The bureau words what is sent wherever a hall has no words of its own. */
export const BUREAU_SCOPE: TextScope = {
  name: 'bureau',
  permission: 'messages.edit-standard',
  paths: messageTextPaths.bureau,
  hallOf: () => WHOLE_BUREAU,
};

/** Whose texts are asked, one after the other. */
export function askedHalls(hall: string | undefined): string[] {
  return hall === undefined || hall === WHOLE_BUREAU ? [WHOLE_BUREAU] : [hall, WHOLE_BUREAU];
}
