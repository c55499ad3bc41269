import { managePaths } from '../manage/index.js';

/** Below the address of an appointment, so that who may open it may read and change these. */
export const messagePreferencePaths = {
  of: (reference: string, token: string) => pathsOf(managePaths.of(reference, token).messages),
  patterns: pathsOf(managePaths.patterns.messages),
};

function pathsOf(messages: string) {
  return { messages, email: `${messages}/email` };
}
