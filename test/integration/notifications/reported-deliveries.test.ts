import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { MessageState } from '../../../src/features/notifications/index.js';
import { useBureau } from '../../support/bureau.js';
import { type Report, reportCall } from '../../support/stand-ins/delivery-reports.js';

const SECRET = randomBytes(32);

describe('POST /callbacks/sms/reports', () => {
  const bureau = useBureau({
    env: {
      SMS_GATEWAY_URL: 'https://sms.invalid',
      SMS_GATEWAY_KEYS: `bureau:${SECRET.toString('base64')}`,
      SMS_REPORT_KEYS: `carrier:${SECRET.toString('base64')}`,
    },
  });
  let written = 0;

  it('notes that a message arrived, once', async () => {
    const id = await handedOver('sent');
    expect(await report([told(id, 'delivered')])).to.deep.equal({ accepted: 1 });
    expect(await report([told(id, 'delivered'), told('nobody', 'delivered')])).to.deep.equal({ accepted: 0 });
    expect(await stateOf(id)).to.equal('delivered');
  });

  it('takes reports in any order: an arrival stands, whatever is said before or after', async () => {
    const [early, late, failed] = [await handedOver('sending'), await handedOver('sent'), await handedOver('sent')];
    await report([told(early, 'delivered'), told(late, 'failed'), told(failed, 'failed')]);
    await report([told(late, 'delivered'), told(early, 'failed')]);
    expect([await stateOf(early), await stateOf(late), await stateOf(failed)]).to.deep.equal([
      'delivered',
      'delivered',
      'failed',
    ]);
    const message = await bureau.services.models.messages.findOne({ outgoingId: failed }).lean();
    expect(message?.failure).to.include({ code: 'handset-off' });
  });

  it('believes that one came to nothing of which nobody had told us that it was taken, and not of one put back by staff', async () => {
    const [tried, putBack] = [await handedOver('queued'), await handedOver('queued', 0)];
    expect(await report([told(tried, 'failed'), told(putBack, 'failed')])).to.deep.equal({ accepted: 1 });
    expect([await stateOf(tried), await stateOf(putBack)]).to.deep.equal(['failed', 'queued']);
    const message = await bureau.services.models.messages.findOne({ outgoingId: tried }).lean();
    expect(message?.sentAt, 'it goes under another id when staff send it again').to.be.an.instanceOf(Date);
  });

  it('believes nobody without the key', async () => {
    const id = await handedOver('sent');
    const { path, headers, body } = call([told(id, 'delivered')], randomBytes(32));
    const answer = await bureau.http.post(path).set(headers).set('Content-Type', 'application/json').send(body);
    expect([answer.status, answer.body.code]).to.deep.equal([401, 'signature-wrong']);
    expect(await stateOf(id)).to.equal('sent');
  });

  async function handedOver(state: MessageState, attempts = 1): Promise<string> {
    const at = bureau.clock.now();
    const outgoingId = `outgoing-${(written += 1)}`;
    await bureau.services.models.messages.create({
      _id: outgoingId,
      kind: 'appointment-confirmed',
      subject: 'somebody',
      role: 'contact',
      recipientHash: 'hash',
      channel: 'sms',
      state,
      at,
      dueAt: at,
      nextAt: at,
      wakeAt: at,
      attempts,
      outgoingId,
    });
    return outgoingId;
  }

  function told(id: string, outcome: Report['outcome']): Report {
    const at = bureau.clock.now().toISOString();
    return { id, outcome, at, ...(outcome === 'failed' && { code: 'handset-off' }) };
  }

  function call(reports: Report[], key = SECRET) {
    return reportCall(reports, { key: { id: 'carrier', key }, now: bureau.clock.now() });
  }

  async function report(reports: Report[]): Promise<object> {
    const { path, headers, body } = call(reports);
    const sent = bureau.http.post(path).set(headers).set('Content-Type', 'application/json');
    return (await sent.send(body).expect(200)).body as object;
  }

  async function stateOf(outgoingId: string): Promise<string | undefined> {
    return (await bureau.services.models.messages.findOne({ outgoingId }).lean())?.state;
  }
});
