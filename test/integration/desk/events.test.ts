import { get, type IncomingMessage } from 'node:http';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { useServer } from '../../support/server.js';
import { postForm, signedIn, signIn, type SignedIn, signInAgain } from '../../support/staff.js';
import { at, walkedIn } from './support/desk-day.js';

const MINUTE_MS = 60_000;

describe('GET /staff/desk/events', () => {
  const bureau = useBureau();
  const server = useServer(bureau);

  beforeEach(() => bureau.setTime(at('09:00')));
  const eventsUrl = () => `${server.url}/staff/desk/events`;

  async function close(id: string): Promise<void> {
    const { directory, accounts } = bureau.services.staff;
    const { revision } = (await directory.find(id))!;
    await accounts.close({ id, revision }, undefined, { actor: 'os:test', now: bureau.clock.now() });
  }

  it('says within two seconds that something has changed, and never what', async () => {
    const agent = await signedIn(bureau, 'receptionist');
    const stream = await open(eventsUrl(), cookiesOf(agent));
    expect(stream.headers['content-type']).to.match(/^text\/event-stream/);
    await told(stream, 'retry');
    await new Promise((resolve) => setTimeout(resolve, 1200));
    const [message] = await Promise.all([told(stream, 'changed'), walkedIn(bureau, 1)]);
    expect(message).to.match(/event: changed\ndata: \d+-\d+\n\n/);
    stream.destroy();
  });

  it('ends within a breath of the session it was opened in, however that ended', async function () {
    this.timeout(30_000);
    const ends: Record<string, (person: SignedIn) => Promise<unknown>> = {
      'signed out': ({ agent }) => postForm(agent, '/staff/sign-out'),
      'signed in elsewhere': (person) => signInAgain(bureau, person),
      'account closed': ({ id }) => close(id),
    };
    const stays = await open(eventsUrl(), cookiesOf(await signedIn(bureau, 'receptionist')));
    const left = await Promise.all(
      Object.entries(ends).map(async ([how, end]) => {
        const person = await signIn(bureau, 'receptionist');
        const stream = await open(eventsUrl(), cookiesOf(person.agent));
        await end(person);
        return [how, await rest(stream)] as const;
      }),
    );
    for (const [how, said] of left) expect(said, how).to.match(/event: signed-out\ndata: \n\n$/);
    expect(stays.readableEnded).to.equal(false);

    bureau.advance(21 * MINUTE_MS);
    expect(await rest(stays), 'nobody there for twenty minutes').to.match(/event: signed-out\ndata: \n\n$/);
  });

  it('does not outlive a working day, although the display asks all the time', async function () {
    this.timeout(30_000);
    const agent = await signedIn(bureau, 'receptionist');
    for (let quarters = 0; quarters < 47; quarters += 1) {
      bureau.advance(15 * MINUTE_MS);
      await agent.get('/staff/desk/display').expect(200);
    }
    const stream = await open(eventsUrl(), cookiesOf(agent));
    expect(stream.statusCode).to.equal(200);
    bureau.advance(16 * MINUTE_MS);
    expect(await rest(stream)).to.include('signed-out');
  });

  it('is refused plainly to whoever is not signed in', async () => {
    const stream = await open(eventsUrl(), '');
    expect(stream.statusCode).to.equal(401);
    stream.destroy();
  });
});

function open(url: string, cookie: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { Accept: 'text/event-stream', Cookie: cookie } }, resolve).on('error', reject);
  });
}

/** Everything that comes until the server ends the stream. */
async function rest(stream: IncomingMessage): Promise<string> {
  let said = '';
  for await (const chunk of stream) said += String(chunk);
  return said;
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
