import { queuedMessageIndexes } from '../features/notifications/index.js';
import { indexMigration } from './migration.js';

export const queuedMessages = indexMigration('20261125190000-queued-messages', { messages: queuedMessageIndexes });
