import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { pageOf, visit } from '../manage/support/visitor.js';
import { enter, personOf } from '../privacy/support/person.js';

describe('/privacy/me, the e-mail address and the declined reminders', function () {
  this.timeout(30_000);
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '100/1h', RATE_PHONE_LOOKUPS: '100/1h' } });

  it('are shown and exported to whoever proves the phone, masked to the other party, and can be erased', async () => {
    const booked = await bureau.bookCouple(8200, { email: 'li.na@example.com' });
    const { phone, number, second } = personOf(8200);
    await visit(bureau).submit(`${pageOf(booked)}/messages`, { wanted: 'appointment-today' });

    const visitor = await enter(bureau, { phone, number });
    const shown = (await visitor.open('/privacy/me')).$('main').text();
    expect(shown).to.include('li.na@example.com').and.to.include('前一天晚上的提醒');
    const { appointments, messagePreferences, messages } = await exported(visitor);
    expect(messages?.map(({ to }) => to)).to.include.members([phone, 'li.na@example.com']);
    expect(appointments?.[0]).to.include({ contactEmail: 'li.na@example.com' });
    expect(messagePreferences?.[0]?.['declined']).to.have.members([
      'appointment-in-three-days',
      'appointment-tomorrow',
    ]);

    const other = await enter(bureau, { phone: second.phone, number: second.document.number });
    expect(JSON.stringify((await exported(other)).messages)).not.to.include('example.com');
    const theirs = (await other.open('/privacy/me')).response.text;
    expect(theirs).to.include('l***@example.com').and.not.to.include('li.na@').and.not.to.include('前一天晚上的提醒');

    await visitor.submit('/privacy/me/erase', { agreed: 'true' });
    expect(await bureau.services.models.messagePreferences.countDocuments()).to.equal(0);
    expect((await exported(visitor)).messagePreferences).to.deep.equal([]);
  });

  it('go with the appointment when it is erased', async () => {
    const booked = await bureau.bookCouple(8201, { email: 'na@example.com', start: '09:30' });
    const { phone, number } = personOf(8201);
    await visit(bureau).submit(`${pageOf(booked)}/cancel`, {});
    bureau.advance(2 * 86_400_000);
    const visitor = await enter(bureau, { phone, number });
    await visitor.submit('/privacy/me/erase', { agreed: 'true' });
    const record = await bureau.services.models.appointments.findOne({ reference: booked.reference }).lean();
    expect(record?.deidentifiedAt).to.be.instanceOf(Date);
    expect(record).not.to.have.property('personal');
    const messages = await bureau.services.models.messages.find({ subject: record?._id, content: { $exists: true } });
    expect(messages.map(({ role }) => role)).to.deep.equal([]);
  });

  async function exported(visitor: Awaited<ReturnType<typeof enter>>) {
    const { response } = await visitor.open('/privacy/me/export.json');
    return JSON.parse(response.text) as Record<string, Record<string, unknown>[] | undefined>;
  }
});
