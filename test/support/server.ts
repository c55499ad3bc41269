import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bureau } from './bureau.js';

/** Lets browsers reach the bureau of the enclosing suite on a free port. */
export function useServer(bureau: Bureau): { readonly url: string } {
  const address = { url: '' };
  let server: Server | undefined;
  before('server', async () => {
    server = bureau.app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    address.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after('server', () => {
    server?.closeAllConnections();
    server?.close();
  });
  return address;
}
