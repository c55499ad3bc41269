export { messageIndexes, type MessageKind, messageModel, type MessageModel } from './message.model.js';
export { type KeptMessage, type Notice, messageId, Notifications } from './notifications.service.js';
