export { createDeskRouter } from './desk.router.js';
export { deskPaths } from './desk.paths.js';
export { verifyTickets } from './verify-tickets.js';
export { createDesk, type DeskTools } from './desk-services.js';
export { ticketIndexes, type TicketModel, type TicketRecord } from './ticket.model.js';
