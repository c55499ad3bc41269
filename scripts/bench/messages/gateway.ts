import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const [delayMs = '100'] = process.argv.slice(2);
const accepted = new Set<string>();
let repeated = 0;

// Takes every message after a carrier's time, and counts what came twice.
const server = createServer((req, res) => {
  if (req.method === 'GET') {
    res.end(JSON.stringify({ accepted: accepted.size, repeated }));
    return;
  }
  const id = String(req.headers['idempotency-key']);
  req.resume().once('end', () => {
    void sleep(Number(delayMs)).then(() => {
      if (accepted.has(id)) repeated += 1;
      accepted.add(id);
      res.setHeader('content-type', 'application/json').end(JSON.stringify({ providerId: id }));
    });
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
});
