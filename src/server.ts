import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.js';
import { onStop, startProcess } from './process.js';

const DRAIN_MS = 5000;

const web = await startProcess('web');
const server = createServer(createApp(web.services, { ...(web.sharedClock && { sharedClock: web.sharedClock }) }));
server.keepAliveTimeout = 65_000;
server.listen(web.config.http.port, web.config.http.host);
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
web.logger.info({ port }, 'listening');
process.send?.({ ready: true, port });

// Stop taking connections, let running requests end, write what waits, then let the store go.
onStop(async () => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const hurry = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(hurry);
  await web.close();
});
