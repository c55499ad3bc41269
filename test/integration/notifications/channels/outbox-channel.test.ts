import { expect } from 'chai';
import { useBureau } from '../../../support/bureau.js';

const HOUR_MS = 3_600_000;
const EVENING_BEFORE = '2026-11-08T18:00:00+08:00';

describe('the outbox of development', () => {
  const bureau = useBureau();

  it('keeps what a worker sent where a developer reads it, and sends it to nobody', async () => {
    const { reference } = await bureau.bookCouple(1);
    const { sweep, sender, messages } = bureau.services.notifications;
    const about = await bureau.services.models.appointments.findOne({ reference }).orFail().lean();
    const reminder = async () =>
      (await messages.about(about._id)).find(({ kind }) => kind === 'appointment-tomorrow') ?? { state: 'missing' };

    expect(await reminder()).to.include({ channel: 'outbox', state: 'queued' });
    bureau.setTime(EVENING_BEFORE);
    const due: string[] = [];
    const add = (ids: readonly string[]) => Promise.resolve(void due.push(...ids));
    await sweep.run({ waiting: () => Promise.resolve(0), add }, bureau.clock.now());
    expect(await Promise.all(due.map((id) => sender.send(id)))).to.include('sent');
    expect(await reminder()).to.include({ channel: 'outbox', state: 'sent' });

    bureau.advance(HOUR_MS);
    const { text } = await bureau.http.get('/dev/outbox');
    expect(text).to.include(reference).and.to.include('明天').and.to.include('/manage/');
  });
});
