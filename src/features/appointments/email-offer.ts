import type { Config } from '../../config/index.js';
import { businessFamily } from '../eligibility/index.js';
import type { Business } from '../halls/index.js';

/**
 * Whether a couple can have letters besides the text messages: the bureau has a mail server, outside production always, and it is
 * not about divorce, of which only the phone that somebody named hears.
 */
export function offersEmail({ env, messages }: Pick<Config, 'env' | 'messages'>, business: Business): boolean {
  return (env !== 'production' || messages.mail !== undefined) && businessFamily(business) !== 'divorce';
}
