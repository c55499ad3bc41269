import { get, type IncomingMessage } from 'node:http';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { useServer } from '../../support/server.js';
import { signedIn } from '../../support/staff.js';
import { at, walkedIn } from './support/desk-day.js';

describe('GET /staff/desk/events', () => {
  const bureau = useBureau();
  const server = useServer(bureau);

  before(() => bureau.setTime(at('09:00')));

  it('says within two seconds that something has changed, and never what', async () => {
    const agent = await signedIn(bureau, 'receptionist');
    const stream = await open(`${server.url}/staff/desk/events`, cookiesOf(agent));
    expect(stream.headers['content-type']).to.match(/^text\/event-stream/);
    await told(stream, 'retry');
    await new Promise((resolve) => setTimeout(resolve, 1200));
    const [message] = await Promise.all([told(stream, 'changed'), walkedIn(bureau, 1)]);
    expect(message).to.match(/event: changed\ndata: \d+-\d+\n\n/);
    stream.destroy();
  });

  it('is refused plainly to whoever is not signed in', async () => {
    const stream = await open(`${server.url}/staff/desk/events`, '');
    expect(stream.statusCode).to.equal(401);
    stream.destroy();
  });
});

function open(url: string, cookie: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { Accept: 'text/event-stream', Cookie: cookie } }, resolve).on('error', reject);
  });
}

function told(stream: IncomingMessage, word: string): Promise<string> {
  return new Promise((resolve) => {
    const listen = (chunk: Buffer) => {
      if (!chunk.toString().includes(word)) return;
      stream.off('data', listen);
      resolve(chunk.toString());
    };
    stream.on('data', listen);
  });
}

function cookiesOf(agent: Awaited<ReturnType<typeof signedIn>>): string {
  const jar = (agent as unknown as { jar: { getCookies(access: object): { toValueString(): string }[] } }).jar;
  return jar
    .getCookies({ domain: '127.0.0.1', path: '/', secure: false, script: false })
    .map((cookie) => cookie.toValueString())
    .join('; ');
}
