import { shellText } from '../bson/shell-text.js';

/** How an update's errors name the document they are about. */
export function documentOf(id: unknown): string {
  return id === undefined ? '{}' : `{_id: ${shellText(id)}}`;
}

export function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
