import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** The wire between the product and its store, which a test can cut and mend. */
export interface StoreLink {
  /** The store's address by way of this link. */
  uri: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Keeps every connection and lets nothing through, as a store that hangs or a network that swallows packets. */
  silence(): void;
  speak(): void;
}

export async function openStoreLink(storeUri: string): Promise<StoreLink> {
  const store = new URL(storeUri);
  const sockets = new Set<Socket>();
  let isSilent = false;
  const listen = async (port: number): Promise<Server> => {
    const server = createServer((near) => {
      const far = connect(Number(store.port), store.hostname);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => other.destroy() && sockets.delete(socket));
        socket.pipe(other);
        if (isSilent) socket.pause();
      }
    });
    server.listen(port, '127.0.0.1').unref();
    await once(server, 'listening');
    return server;
  };

  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const uri = new URL(storeUri);
  uri.host = `127.0.0.1:${port}`;
  uri.searchParams.set('directConnection', 'true');
  return {
    uri: uri.href,
    async cut() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    silence() {
      isSilent = true;
      for (const socket of sockets) socket.pause();
    },
    speak() {
      isSilent = false;
      for (const socket of sockets) socket.resume();
    },
    async mend() {
      server = await listen(port);
    },
  };
}
