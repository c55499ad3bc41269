import { createServer } from 'node:net';
import { Refusal } from './project.mjs';

const REASONS = {
  EADDRINUSE: 'is in use',
  EACCES: 'needs more rights than this user has',
  EADDRNOTAVAIL: 'is not an address of this machine',
  ENOTFOUND: 'is not a known host',
};

/** The port itself when it can be listened on, a free one for 0; otherwise a Refusal. */
export async function claimPort(name, host, port) {
  try {
    return await listenOnce(host, port);
  } catch (error) {
    const reason = REASONS[error.code];
    if (!reason) throw error;
    throw new Refusal(`${name}: ${host}:${port} ${reason}`);
  }
}

function listenOnce(host, port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      const claimed = server.address().port;
      server.close(() => resolve(claimed));
    });
  });
}
