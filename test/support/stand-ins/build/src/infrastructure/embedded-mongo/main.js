import { createServer } from 'node:net';
import { endOnRequest } from '../../../behaviour.js';

endOnRequest('store');
const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
const server = createServer().listen(port, '127.0.0.1', () => {
  process.stdout.write(`store mongodb://127.0.0.1:${server.address().port}\n`);
});
