import { webhookEndpointIndexes } from '../features/webhooks/index.js';
import { indexMigration } from './migration.js';

export const webhooks = indexMigration('20261125230100-webhooks', { webhookEndpoints: webhookEndpointIndexes });
