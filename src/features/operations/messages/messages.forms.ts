import Joi from 'joi';
import { civilDate, foldedText, text } from '../../../http/joi-fields.js';
import type { ChannelName, MessageState } from '../../notifications/index.js';
import { MESSAGE_STATES } from '../../notifications/index.js';

export const CHANNEL_NAMES = ['sms', 'email', 'webhook', 'outbox'] as const satisfies readonly ChannelName[];

/** What somebody looks for; an empty field asks nothing. */
export interface MessageFilter {
  /** Ids of what the messages are about. */
  about?: string;
  kind?: string;
  channel?: ChannelName;
  state?: MessageState;
  hall?: string;
  code?: string;
  from?: string;
  to?: string;
}

const optional = (schema: Joi.Schema) => schema.empty('').optional();

const filterFields = {
  about: optional(foldedText(200)),
  kind: optional(foldedText(60)),
  channel: optional(Joi.string().valid(...CHANNEL_NAMES)),
  state: optional(Joi.string().valid(...MESSAGE_STATES)),
  hall: optional(foldedText(60)),
  code: optional(foldedText(60)),
  from: optional(civilDate()),
  to: optional(civilDate()),
};

/** Where a page begins: an instant and how many messages of it have been passed. */
const before = optional(Joi.string().pattern(/^\d{4}-\d\d-\d\dT[\d:.]+Z~\d{1,6}$/));

export const FILTER_NAMES = Object.keys(filterFields) as (keyof MessageFilter)[];

export const messagesForm = Joi.object<MessageFilter & { before?: string }>({ ...filterFields, before });

/** The filter as it is posted, with the reference or number by which somebody knows what the messages are about. */
export const searchForm = Joi.object<MessageFilter & { search?: string }>({
  ...filterFields,
  search: optional(foldedText(40)),
});

/** All that had failed when somebody was shown how many they are. */
export const retryAllForm = Joi.object<MessageFilter & { until: Date }>({ ...filterFields, until: Joi.date().iso() });

export const giveUpForm = Joi.object<{ reason: string }>({ reason: text(200) });
