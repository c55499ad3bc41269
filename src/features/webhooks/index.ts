export { EndpointDirectory } from './endpoints/endpoint-directory.js';
export { webhookEndpointIndexes, webhookEndpointModel } from './endpoints/endpoint.model.js';
export { appointmentEventKinds } from './events/appointment-events.js';
export { createWebhooks, type Webhooks } from './webhook-services.js';
export { createWebhooksRouter } from './webhooks.router.js';
