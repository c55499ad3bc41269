export type {
  Bilingual as BilingualText,
  DirectDefinition,
  KindTexts,
  Occasion,
  PlannedDefinition,
  Recipient,
  SubjectSource,
  Urgency,
  Variables,
} from './catalogue/definition.js';
export { MessageCatalogue } from './catalogue/message-catalogue.js';
export type { SubjectAtDesk, SubjectDesk } from './catalogue/subject-desk.js';
export {
  type Channel,
  ChannelFailure,
  type ChannelName,
  type LetterParts,
  type LetterSection,
} from './channels/channel.js';
export { type Channels, createChannels } from './channels/channels.js';
export { isPublicAddress, reachableIn } from './channels/webhook/public-address.js';
export { createDeliveryReportsRouter } from './channels/sms/delivery-reports.router.js';
export { createNotifications, type Notifications } from './create-notifications.js';
export {
  type DeskMessage,
  GIVEN_UP,
  type MessageCounts,
  MessageDesk,
  type MessageQuestion,
} from './desk/message-desk.js';
export { type Place, placeIn, placeText } from './desk/place.js';
export { stateTone } from './desk/state-tone.js';
export { type MessageName, messageKey } from './message-key.js';
export {
  type HandledItem,
  MESSAGE_STATES,
  messageIndexes,
  messageModel,
  type MessageModel,
  type MessageState,
  outboxIndexes,
  queuedMessageIndexes,
} from './message.model.js';
export type { KeptMessage, Messages, MessageSummary } from './messages.read-model.js';
export { type Notice, Outbox } from './outbox/outbox.service.js';
export { owedBy } from './outbox/owed.js';
export { afterQuietHours, QUIET_HOURS } from './quiet-hours.js';
export type { SendQueue } from './sending/sweep.js';
export type { Words, WordsAsked, WordSource } from './words.js';
