import { expect } from 'chai';
import { expectProblem, faultsOf, postBooking, tally } from '../../support/api.js';
import { type BookingBody, useBureau } from '../../support/bureau.js';

type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

const HOSTILE: Json[] = [
  { $gt: '' },
  { $ne: null },
  [],
  ['marriage'],
  null,
  true,
  42,
  -1,
  '',
  ' ',
  'x'.repeat(10_000),
  '\u0000',
  "'; DROP TABLE appointments; --",
  '<script>alert(1)</script>',
  '💒',
  '../../etc/passwd',
  '__proto__',
];

describe('Bad input to the API', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  const post = (path: string, body: object) =>
    bureau.http.post(`/api/v1/${path}`).set('Idempotency-Key', 'bad').send(body);

  it('in any field of a booking gets a clear 4xx, and nothing is booked', async () => {
    const body = await bureau.bookingBody(1);
    const surprises: string[] = [];
    for (const path of leavesOf(body as unknown as Json)) {
      for (const value of HOSTILE.filter((each) => each !== true || path[0] !== 'consents')) {
        const { status, body: problem } = await post('appointments', withValue(body, path, value));
        if (status === 201 || status >= 500 || typeof problem.code !== 'string')
          surprises.push(`${path.join('.')} = ${JSON.stringify(value).slice(0, 40)}: ${status}`);
      }
    }
    expect(surprises).to.deep.equal([]);
    expect(await bureau.services.models.appointments.countDocuments()).to.equal(0);
  });

  it('in any field of the smaller calls gets a clear 4xx', async () => {
    const { parties, hall, date, business } = await bureau.bookingBody(2);
    const calls: [string, Json][] = [
      ['holds', { hall, date, start: '09:00', business, lane: 'online' }],
      ['eligibility', { hall, date, business, parties: parties as Json[] }],
      ['contact-verifications', { phone: '+12025550100' }],
      [`contact-verifications/${'0'.repeat(24)}/confirm`, { code: '123456' }],
    ];
    const surprises: string[] = [];
    for (const [call, body] of calls) {
      for (const path of leavesOf(body)) {
        for (const value of HOSTILE) {
          const { status } = await post(call, withValue(body as object, path, value));
          if (status >= 500 || (status < 400 && call !== 'eligibility'))
            surprises.push(`${call} ${path.join('.')} = ${JSON.stringify(value).slice(0, 40)}: ${status}`);
        }
      }
    }
    expect(surprises).to.deep.equal([]);
  });

  it('is named field by field, all at once, in the caller’s language', async () => {
    const [him, her] = (await bureau.bookingBody(3)).parties as Record<string, Json>[];
    const answer = await post('appointments', {
      hall: 'futian',
      date: '2026-02-30',
      start: '25:00',
      business: 'marriage',
      parties: [
        { ...him, name: '💒', household: { division: '990000' } },
        { ...her, role: 'other', shoe: 43, $where: '1' },
      ],
      contactToken: 'x',
      consents: { booking: false },
    }).set('Accept-Language', 'en');

    expectProblem(answer, 422, 'validation');
    expect(faultsOf(answer)).to.have.members([
      'date: not-a-date',
      'start: not-a-time',
      'parties.0.name: name-characters',
      'parties.0.household.division: unknown-division',
      'parties.1.role: not-offered',
      'parties.1.$where: unknown-field',
      'consents.booking: consent-needed',
    ]);
    expect(answer.headers['content-language']).to.equal('en');
    expect(answer.body.title).to.equal('Some answers need a change');
  });

  it('names the number that is wrong, and how', async () => {
    const body = await bureau.bookingBody(4);
    const [him] = body.parties as { document: { number: string } }[];
    const last = him!.document.number.at(-1) === '1' ? '2' : '1';
    const wrong = withValue(body, ['parties', '0', 'document', 'number'], him!.document.number.slice(0, -1) + last);
    expect(faultsOf(await post('appointments', wrong))).to.deep.equal([
      'parties.0.document.number: document-check-digit',
    ]);
  });

  it('wants either a hold or a slot', async () => {
    const { parties, contactToken, consents, ...slot } = await bureau.bookingBody(5);
    const rest = { parties, contactToken, consents };
    expect(faultsOf(await post('appointments', rest))).to.have.members([
      'hall: required',
      'date: required',
      'start: required',
      'business: required',
    ]);
    expectProblem(await post('appointments', { ...rest, hold: 'a.b' }), 409, 'hold-expired');
    expectProblem(await post('appointments', { ...rest, ...slot, hold: 'a.b' }), 409, 'hold-expired');
  });

  it('may say more than is asked for, such as a slot as availability gave it', async () => {
    const { parties: _, contactToken: __, consents: ___, ...slot } = await bureau.bookingBody(6);
    const answer = await post('holds', {
      ...slot,
      lane: 'online',
      end: '2026-09-01T09:30:00+08:00',
      state: 'few',
      free: 1,
    });
    expect(answer.status).to.equal(201);
  });

  it('that is broken JSON, no object, or of another type is told apart', async () => {
    const send = (type: string, body: string) => bureau.http.post('/api/v1/holds').set('Content-Type', type).send(body);
    expect(faultsOf(await send('application/json', '{"hall":'))).to.deep.equal([': malformed']);
    expect(faultsOf(await send('application/json', '"text"'))).to.deep.equal([': malformed']);
    expect(faultsOf(await send('application/json', '[]'))).to.deep.equal([': not-object']);
    expectProblem(await send('text/plain', '{}'), 415, 'unsupported-media-type');
    expectProblem(await send('application/x-www-form-urlencoded', 'hall=futian'), 415, 'unsupported-media-type');
    expectProblem(await send('application/json; charset=koi8-r', '{}'), 415, 'unsupported-media-type');
  });

  it('of a megabyte is refused without being read to the end', async () => {
    const answer = await post('holds', { hall: 'x'.repeat(1_000_000) });
    expectProblem(answer, 413, 'too-large');
  });

  it('in the address or query is a clear 4xx', async () => {
    const get = (path: string) => bureau.http.get(path);
    expectProblem(await get('/api/v1/halls/%00/availability?business=marriage'), 404, 'not-found');
    expect((await get('/api/v1/halls/%zz/availability')).status).to.be.within(400, 499);
    expect(faultsOf(await get('/api/v1/halls?division=1&division=2'))).to.deep.equal(['division: not-text']);
    expect(faultsOf(await get('/api/v1/halls?division[$gt]=1'))).to.deep.equal(['division[$gt]: unknown-field']);
  });

  it('at an address or with a method that is not there is a problem 404', async () => {
    expectProblem(await bureau.http.get('/api/v1/nothing'), 404, 'not-found');
    expectProblem(await bureau.http.delete('/api/v1/halls'), 404, 'not-found');
    expectProblem(await bureau.http.get('/api/nothing').set('Accept', 'text/html'), 404, 'not-found');
  });
});

describe('Unusual but good input to POST /api/v1/appointments', () => {
  const bureau = useBureau();

  it('keeps the rarest characters of a name, and folds full-width digits', async () => {
    const body = await bureau.bookingBody(10);
    const [him, her] = body.parties as { name: string; document: { number: string } }[];
    him!.name = '张𬌗㛃';
    her!.name = '阿卜杜拉・买买提';
    him!.document.number = wide(him!.document.number);
    const answer = await postBooking(bureau, { ...body, date: wide(body.date), start: wide('０９:００') }, 'rare');

    expect(tally([answer])).to.deep.equal({ '201': 1 });
    const record = await bureau.services.models.appointments.findOne({ reference: answer.body.reference }).lean();
    const { parties } = bureau.services.managing.personalOf(record!);
    expect(parties.map(({ name }) => name)).to.deep.equal(['张𬌗㛃', '阿卜杜拉·买买提']);
  });
});

function wide(text: string): string {
  return text.replace(/[0-9-]/g, (character) => String.fromCodePoint(character.codePointAt(0)! + 0xfee0));
}

/** Paths of every value, and of every object and list that holds one. */
function leavesOf(value: Json, path: string[] = []): string[][] {
  const own = path.length > 0 ? [path] : [];
  if (value === null || typeof value !== 'object') return own;
  return [...own, ...Object.entries(value).flatMap(([name, member]) => leavesOf(member, [...path, name]))];
}

function withValue(body: BookingBody | object, path: readonly string[], value: Json): object {
  const copy = structuredClone(body) as Record<string, unknown>;
  const parent = path.slice(0, -1).reduce((at, name) => at[name] as Record<string, unknown>, copy);
  parent[path.at(-1)!] = value;
  return copy;
}
