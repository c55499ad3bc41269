import { createServer } from 'node:http';
import { endOnRequest, isAsked, trace } from '../behaviour.js';

if (isAsked('web-fails')) process.exit(7);
endOnRequest('web');

const env = ['PORT', 'HOST', 'PUBLIC_URL', 'MONGODB_URI', 'DATA_DIR', 'NODE_ENV'];
const server = createServer((request, response) => {
  if (request.url === '/crash') process.exit(3);
  response.end(JSON.stringify(Object.fromEntries(env.map((name) => [name, process.env[name]]))));
});
server.listen(Number(process.env['PORT']), process.env['HOST'], () => {
  trace('web listening');
  process.send({ ready: true, port: server.address().port });
});
