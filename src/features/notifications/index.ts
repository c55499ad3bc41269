export {
  messageIndexes,
  type MessageKind,
  messageModel,
  type MessageModel,
  queuedMessageIndexes,
} from './message.model.js';
export {
  type KeptMessage,
  type MessageContent,
  type Notice,
  messageId,
  Notifications,
} from './notifications.service.js';
