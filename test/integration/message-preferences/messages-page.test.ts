import { expect } from 'chai';
import { LETTER_ROLE, openPersonal } from '../../../src/features/appointments/index.js';
import { type BookedAppointment, MONDAY_MORNING, useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import { pageOf, visit } from '../manage/support/visitor.js';

const REMINDERS = ['appointment-in-three-days', 'appointment-tomorrow', 'appointment-today'];

describe('GET and POST /manage/:reference/:token/messages', function () {
  this.timeout(30_000);
  const bureau = useBureau();

  it('shows what was sent and what is planned, in words, and links back', async () => {
    const booked = await bureau.bookCouple(8100);
    const { $ } = await visit(bureau).open(pageOf(booked));
    expect($(`main a[href="${messagesOf(booked)}"]`).text()).to.contain('消息');
    const page = await visit(bureau).open(messagesOf(booked));
    expect(page.response.status).to.equal(200);
    expect(page.response.headers).to.include({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    const [ahead = [], earlier = []] = lists(page.$);
    expect(earlier).to.have.length(1);
    expect(earlier[0]).to.match(/预约成功.*短信.*已发送/);
    expect(ahead).to.have.length(3);
    expect(ahead[0]).to.match(/11月6日.*10:00.*三天前的提醒.*待发送/);
    expect(page.$('main').text()).to.include('一定会通知您，不能关闭');
    expect(page.$(`a[href="${pageOf(booked)}"]`).length).to.be.above(0);
  });

  it('has every reminder ticked until one is declined, and ticked again when it is taken back', async () => {
    const booked = await bureau.bookCouple(8101, { start: '09:30' });
    const visitor = visit(bureau);
    expect(await ticked(visitor, booked)).to.deep.equal(REMINDERS);
    await choose(visitor, booked, ['appointment-today']);
    expect(await ticked(visitor, booked)).to.deep.equal(['appointment-today']);
    const { $ } = await visitor.open(`${messagesOf(booked)}?saved=reminders`);
    expect($('.notice--success').text()).to.include('已保存');
    expect(lists($)[0]?.map((line) => /按您的选择不发送|待发送/.exec(line)?.[0])).to.deep.equal([
      '按您的选择不发送',
      '按您的选择不发送',
      '待发送',
    ]);
    await choose(visitor, booked, REMINDERS);
    expect(await ticked(visitor, booked)).to.deep.equal(REMINDERS);
  });

  it('keeps only a hash of the phone, and writes each change of mind into the audit chain once', async () => {
    const booked = await bureau.bookCouple(8102, { start: '10:00' });
    const visitor = visit(bureau);
    await choose(visitor, booked, ['appointment-tomorrow']);
    await choose(visitor, booked, ['appointment-tomorrow']);
    const record = await recordOf(booked);
    const kept = await bureau.services.models.messagePreferences.findById(record.phoneHash).lean();
    expect(kept?.declined).to.have.members(['appointment-in-three-days', 'appointment-today']);
    expect(Object.keys(kept ?? {})).to.have.members(['_id', 'declined', 'changedAt']);
    await bureau.services.audit.drain();
    const subject = `appointment:${booked.reference}`;
    const entries = await bureau.services.models.auditEntries
      .find({ subject, action: 'appointment.reminders-chosen' })
      .lean();
    expect(entries).to.have.length(1);
  });

  it('is not sent a reminder that was declined, but the others and every news', async () => {
    const booked = await bureau.bookCouple(8103, { start: '10:30', email: 'li@example.com' });
    await choose(visit(bureau), booked, ['appointment-tomorrow']);
    const { _id } = await recordOf(booked);
    for (const [kind, at] of [
      ['appointment-in-three-days', '2026-11-06T10:00:00+08:00'],
      ['appointment-tomorrow', '2026-11-08T18:00:00+08:00'],
    ] as const) {
      bureau.setTime(at);
      const due = await bureau.services.models.messages.find({ subject: _id, kind }).lean();
      for (const message of due) await bureau.services.notifications.sender.send(message._id);
    }
    const outcomes = await bureau.services.models.messages.find({ subject: _id }).sort({ dueAt: 1, role: 1 }).lean();
    bureau.setTime(MONDAY_MORNING);
    expect(
      outcomes.map(({ kind, role, state, reason = '' }) => `${kind} ${role} ${state} ${reason}`.trim()),
    ).to.deep.equal([
      'appointment-confirmed contact sent',
      'appointment-confirmed contact-mail sent',
      'appointment-in-three-days contact suppressed declined',
      'appointment-in-three-days contact-mail suppressed declined',
      'appointment-tomorrow contact sent',
      'appointment-tomorrow contact-mail sent',
      'appointment-today contact queued',
      'appointment-today contact-mail queued',
    ]);
  });

  it('keeps the last word of many said at once', async () => {
    const { messagePreferences, clock } = bureau.services;
    const said = Array.from({ length: 10 }, (_, index) => REMINDERS.slice(index % 3));
    await Promise.all(
      said.map((declined) =>
        messagePreferences.set({ phoneHash: 'somebody', offered: REMINDERS, declined, now: clock.now() }),
      ),
    );
    const kept = await messagePreferences.of('somebody');
    expect(said.map((each) => [...each].sort().join())).to.include([...kept].sort().join());
    await messagePreferences.set({ phoneHash: 'somebody', offered: ['another-kind'], declined: [], now: clock.now() });
    expect(await messagePreferences.of('somebody')).to.have.members(kept);
  });

  it('ignores kinds that may not be declined, whatever is sent', async () => {
    const booked = await bureau.bookCouple(8104, { start: '11:00' });
    const visitor = visit(bureau);
    await visitor.submit(messagesOf(booked), { wanted: '__proto__', declined: 'appointment-moved' });
    const { phoneHash } = await recordOf(booked);
    expect(await bureau.services.messagePreferences.of(phoneHash)).to.have.members(REMINDERS);
  });

  it('refuses a form that was not made for this session, and answers a wrong token as an unknown page', async () => {
    const booked = await bureau.bookCouple(8105, { start: '11:30' });
    expect((await visit(bureau).post(messagesOf(booked), {})).status).to.equal(403);
    const wrong = messagesOf({ ...booked, manageToken: 'x'.repeat(22) });
    expect((await bureau.http.get(wrong)).status).to.equal(404);
    expect((await bureau.http.get(`${wrong}/email`)).status).to.equal(404);
  });

  it('takes an e-mail address, shows it masked, and lets it be changed and removed', async () => {
    const booked = await bureau.bookCouple(8106, { start: '14:00' });
    const visitor = visit(bureau);
    const wrong = await sendEmail(visitor, booked, { email: 'li@' });
    expect([wrong.status, wrong.text.includes('value="li@"')]).to.deep.equal([422, true]);
    expect((await sendEmail(visitor, booked, { email: 'Li@EXAMPLE.com' })).headers['location']).to.contain(
      'saved=email',
    );
    expect(await emailOf(booked)).to.equal('Li@example.com');
    const shown = await visitor.open(messagesOf(booked));
    expect(shown.$('main').text()).to.include('L***@example.com');
    expect(shown.response.text).not.to.include('Li@example.com');
    const manage = await visitor.open(pageOf(booked));
    expect(manage.$('main').text()).to.include('L***@example.com').and.to.include('邮箱已更改');

    await sendEmail(visitor, booked, { email: 'na@example.com' });
    await sendEmail(visitor, booked, { remove: 'true' });
    expect(await emailOf(booked)).to.equal(undefined);
    const { history, sequence } = await recordOf(booked);
    expect(history.map(({ action }) => action)).to.deep.equal([
      'booked',
      'email-changed',
      'email-changed',
      'email-removed',
    ]);
    expect(sequence).to.equal(0);
    await bureau.services.audit.drain();
    const entries = await bureau.services.models.auditEntries
      .find({ subject: `appointment:${booked.reference}` })
      .lean();
    expect(entries.map(({ action }) => action)).to.include.members([
      'appointment.email-changed',
      'appointment.email-removed',
    ]);
    expect(JSON.stringify(entries)).not.to.match(/example\.com/);
    expect(bureau.logs.join('\n')).not.to.match(/example\.com/);
  });

  it('tells the news to a mailbox that comes later, once for each, and without the key to the appointment', async () => {
    const booked = await bureau.bookCouple(8111, { start: '16:30' });
    const visitor = visit(bureau);
    await sendEmail(visitor, booked, { email: 'li@example.com' });
    await sendEmail(visitor, booked, { email: 'na@example.com' });
    const { _id } = await recordOf(booked);
    const letters = await bureau.services.notifications.messages.sentAs(LETTER_ROLE, [_id]);
    expect(letters.map(({ kind, to }) => `${kind} ${to}`)).to.have.members([
      'appointment-confirmed li@example.com',
      'appointment-confirmed na@example.com',
    ]);
    for (const { body } of letters)
      expect(body)
        .to.include(booked.reference)
        .and.to.match(/\/manage(?!\/)/)
        .and.not.to.include(booked.manageToken);
    const [message] = await bureau.services.notifications.messages.latest({
      phone: generateCouple({ seed: 8111 })[0].phone,
    });
    expect(message?.body).to.include(booked.manageToken);
  });

  it('lets only one of many changes at once through for each state it was made from', async () => {
    const booked = await bureau.bookCouple(8107, { start: '14:30' });
    const record = await recordOf(booked);
    const { emailChange, clock } = bureau.services;
    const tries = Array.from({ length: 8 }, (_, index) =>
      emailChange.change(record, `a${index}@example.com`, clock.now()).then(
        () => 'changed',
        ({ code }: { code: string }) => code,
      ),
    );
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter((outcome) => outcome === 'changed')).to.have.length(1);
    expect(outcomes.filter((outcome) => outcome === 'changed-meanwhile')).to.have.length(7);
  });

  it('asks for no address where it is about divorce, and for nothing where it is over', async () => {
    const divorce = await bureau.bookCouple(8108, { business: 'divorce-application', start: '15:00' });
    const visitor = visit(bureau);
    const { $: shown } = await visitor.open(messagesOf(divorce));
    expect(shown('#email').length).to.equal(0);
    expect(shown('input[name=wanted]').length).to.be.above(REMINDERS.length);
    expect(shown('main').text()).to.include('可以办理下一步');
    expect((await sendEmail(visitor, divorce, { email: 'li@example.com' })).status).to.equal(422);
    const over = await bureau.bookCouple(8109, { start: '15:30' });
    await visitor.submit(`${pageOf(over)}/cancel`, {});
    const { $ } = await visitor.open(messagesOf(over));
    expect($('main form').length).to.equal(0);
    expect(lists($)[0]).to.equal(undefined);
    expect($('main').text()).to.include('预约已取消');
    expect((await sendEmail(visitor, over, { email: 'li@example.com' }, divorce)).status).to.equal(409);
  });

  it('speaks English', async () => {
    const booked = await bureau.bookCouple(8110, { start: '16:00' });
    const { text } = await bureau.http.get(messagesOf(booked)).set('Accept-Language', 'en');
    expect(text).to.include('Which reminders would you like?').and.to.include('Appointment confirmed');
  });

  function messagesOf(booked: Pick<BookedAppointment, 'reference' | 'manageToken'>): string {
    return `${pageOf(booked)}/messages`;
  }

  /** The lines of the lists of messages, the planned ones first. */
  function lists($: Awaited<ReturnType<ReturnType<typeof visit>['open']>>['$']): (string[] | undefined)[] {
    return ['ahead', 'earlier'].map((id) => {
      const lines = $(`section[aria-labelledby=${id}] li`).toArray();
      return lines.length === 0 ? undefined : lines.map((line) => $(line).text().replace(/\s+/g, ' ').trim());
    });
  }

  async function ticked(visitor: ReturnType<typeof visit>, booked: BookedAppointment): Promise<string[]> {
    const { $ } = await visitor.open(messagesOf(booked));
    return $('input[name=wanted][checked]')
      .toArray()
      .map(({ attribs }) => attribs['value'] ?? '');
  }

  async function choose(visitor: ReturnType<typeof visit>, booked: BookedAppointment, wanted: string[]) {
    const { $ } = await visitor.open(messagesOf(booked));
    const body = new URLSearchParams([
      ['_csrf', $('input[name=_csrf]').first().attr('value') ?? ''],
      ...wanted.map((kind): [string, string] => ['wanted', kind]),
    ]);
    const { status } = await visitor.post(messagesOf(booked), body.toString() as never);
    if (status !== 303) throw new Error(`answered ${status}`);
  }

  async function sendEmail(
    visitor: ReturnType<typeof visit>,
    booked: BookedAppointment,
    fields: Record<string, string>,
    from = booked,
  ) {
    const { $ } = await visitor.open(messagesOf(from));
    const _csrf = $('input[name=_csrf]').first().attr('value') ?? '';
    return visitor.post(`${messagesOf(booked)}/email`, { _csrf, ...fields });
  }

  async function recordOf({ reference }: BookedAppointment) {
    const record = await bureau.services.models.appointments.findOne({ reference }).lean();
    if (!record) throw new Error(`no appointment ${reference}`);
    return record;
  }

  async function emailOf(booked: BookedAppointment): Promise<string | undefined> {
    const { personal } = await recordOf(booked);
    return openPersonal(bureau.services.secrets.cipher, personal).contactEmail;
  }
});
