import { expect } from 'chai';
import {
  type AppointmentRecord,
  ContactChange,
  deidentifyAppointment,
  LeftPhones,
  openPersonal,
  PersonAppointments,
  verifyBookings,
} from '../../../src/features/appointments/index.js';
import { parseIdentityDocument } from '../../../src/features/eligibility/index.js';
import { leftPhones as leftPhonesMigration } from '../../../src/migrations/20261126110000-left-phones.js';
import { databaseOf } from '../../../src/migrations/migration.js';
import { useBureau } from '../../support/bureau.js';
import { codeSentTo, enter, personOf } from './support/person.js';

const NEW = '13912345678';
const NEWER = '13987654321';
const DAY_MS = 86_400_000;
const TOLD = { kind: 'contact-changed' } as const;

describe('a phone that messages no longer go to', () => {
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '100/1h', RATE_PHONE_LOOKUPS: '100/1h' } });
  let seed = 0;
  let reference: string;

  beforeEach(async () => {
    seed += 1;
    await bureau.services.models.messages.deleteMany(TOLD);
    await bureau.services.models.appointments.deleteMany({});
    await bureau.services.models.slots.updateMany({}, { $set: { claims: [] } });
    ({ reference } = await bureau.bookCouple(seed));
  });

  it('is told at once, and forgotten', async () => {
    const { phone, number } = personOf(seed);
    const visitor = await enter(bureau, { phone, number });
    await visitor.submit('/privacy/me/phone', { phone: NEW });
    await visitor.submit('/privacy/me/phone/code', { code: await codeSentTo(bureau, NEW) });
    expect(await toldPhones()).to.deep.equal([phone]);
    expect(await kept()).to.equal(undefined);
  });

  it('is told by the worker when whoever changed it died before, once however often that looks, and then forgotten', async () => {
    const { phone } = personOf(seed);
    await changeAndDie(phone, NEW);
    expect(await toldPhones(), 'the control: nobody has told it').to.deep.equal([]);
    expect((await kept())?.map((left) => left.phone)).to.deep.equal([phone]);
    expect(JSON.stringify(await stored()), 'it lies sealed').not.to.include(phone);
    await heal();
    expect(await kept()).to.equal(undefined);
    await heal();
    await heal();
    expect(await toldPhones()).to.deep.equal([phone]);
    const [told] = await bureau.services.notifications.messages.latest({ phone, limit: 1 });
    expect(told?.body).to.include('139****5678').and.not.to.include(NEW);
  });

  it('is told and forgotten by whichever worker comes first, however long none ran', async () => {
    const { phone } = personOf(seed);
    await changeLongAgo(phone, NEW);
    await heal();
    expect(await toldPhones()).to.deep.equal([phone]);
    expect(await kept()).to.equal(undefined);
    expect(await stored()).not.to.have.property('hasLeftPhones');
  });

  it('is told and forgotten when it was left before such appointments were marked', async () => {
    const { phone } = personOf(seed);
    const { appointments } = bureau.services.models;
    await changeLongAgo(phone, NEW);
    await appointments.updateMany({}, { $unset: { hasLeftPhones: 1 } });
    await heal();
    expect(await toldPhones(), 'the control: nothing leads to it').to.deep.equal([]);
    await leftPhonesMigration.up(databaseOf(bureau.connection));
    await heal();
    expect(await toldPhones()).to.deep.equal([phone]);
    expect(await kept()).to.equal(undefined);
    await leftPhonesMigration.up(databaseOf(bureau.connection));
    expect(await appointments.countDocuments({ hasLeftPhones: true }), 'marked once more').to.equal(1);
    await heal();
    expect(await appointments.countDocuments({ hasLeftPhones: true })).to.equal(0);
    expect(await toldPhones()).to.deep.equal([phone]);
  });

  it('is told although the sealed part of another appointment cannot be opened, which the job says', async () => {
    const { models } = bureau.services;
    const other = await bureau.bookCouple(500 + seed, { start: '16:00' });
    await models.appointments.updateOne(
      { reference: other.reference },
      { $set: { personal: Buffer.from('no key opens this'), hasLeftPhones: true, updatedAt: new Date(0) } },
    );
    await changeAndDie(personOf(seed).phone, NEW);
    bureau.advance(21_000);
    const until = bureau.clock.now();
    const { privacy } = bureau.services;
    const outcome = await privacy.tellAgain({ from: until, to: until }).then(
      () => 'done',
      ({ message }: Error) => message,
    );
    expect(outcome).to.match(/^no field key named/);
    expect(await toldPhones()).to.deep.equal([personOf(seed).phone]);
    expect(await kept()).to.equal(undefined);
  });

  it('is told once although whoever told it died before forgetting it', async () => {
    const { models } = bureau.services;
    await changeAndDie(personOf(seed).phone, NEW);
    const { _id, personal, hasLeftPhones } = await stored();
    await heal();
    await models.appointments.collection.updateOne({ _id: _id as never }, { $set: { personal, hasLeftPhones } });
    await heal();
    expect(await toldPhones()).to.have.length(1);
    expect(await kept()).to.equal(undefined);
  });

  it('is told once when several appointments left it together', async () => {
    const { phone } = personOf(seed);
    const twin = { ...(await stored()), _id: 'f'.repeat(24), reference: 'XY-TWIN', requestKey: 'twin', activeKeys: [] };
    await changeAndDie(phone, NEW);
    const { personal, hasLeftPhones, history, updatedAt } = await stored();
    await bureau.services.models.appointments.create({
      ...twin,
      personal: bytesOf(personal),
      hasLeftPhones,
      history,
      updatedAt,
    });
    await heal();
    expect(await toldPhones()).to.deep.equal([phone]);
    expect(await bureau.services.models.messages.countDocuments(TOLD)).to.equal(1);
    await bureau.services.models.appointments.deleteOne({ _id: twin._id });
  });

  it('is told as well as the next one when that was left before anybody was told', async () => {
    const { phone } = personOf(seed);
    await changeAndDie(phone, NEW);
    bureau.advance(1000);
    await changeAndDie(NEW, NEWER);
    await heal();
    expect(await toldPhones()).to.have.members([phone, NEW]);
    const [first] = await bureau.services.notifications.messages.latest({ phone, limit: 1 });
    expect(first?.body, 'each hears what took its own place').to.include('139****5678');
    expect(await kept()).to.equal(undefined);
  });

  it('does not cost what somebody changed while it was told', async () => {
    const { models, secrets, emailChange, clock } = bureau.services;
    const changed = await changeAndDie(personOf(seed).phone, NEW);
    await new LeftPhones({ ...secrets, ...models }).settle(changed, async () => {
      await emailChange.change(await stored(), 'a@mail.example', clock.now());
    });
    expect(openPersonal(secrets.cipher, (await stored()).personal).contactEmail).to.equal('a@mail.example');
    await heal();
    expect(await toldPhones()).to.have.length(1);
    expect(openPersonal(secrets.cipher, (await stored()).personal)).to.include({ contactEmail: 'a@mail.example' });
    expect(await kept()).to.equal(undefined);
  });

  it('does not come back with a change that had been read before it was forgotten', async () => {
    const { emailChange, clock } = bureau.services;
    await changeAndDie(personOf(seed).phone, NEW);
    const read = await stored();
    const phoneChange = await readyToChange(NEW, NEWER);
    await heal();
    const late = [() => emailChange.change(read, 'a@mail.example', clock.now()), phoneChange];
    for (const change of late)
      expect(
        await change().then(
          () => 'changed',
          ({ code }: { code: string }) => code,
        ),
      ).to.equal('changed-meanwhile');
    expect(await kept()).to.equal(undefined);
    await emailChange.change(await stored(), 'a@mail.example', clock.now());
    expect(openPersonal(bureau.services.secrets.cipher, (await stored()).personal)).to.include({
      contactPhone: NEW,
      contactEmail: 'a@mail.example',
    });
  });

  it('is told although the appointment was cancelled since', async () => {
    const { managing, clock } = bureau.services;
    await changeAndDie(personOf(seed).phone, NEW);
    await managing.cancel({ record: await stored(), acceptsLate: false, now: clock.now() });
    await heal();
    expect(await toldPhones()).to.deep.equal([personOf(seed).phone]);
    expect(await kept()).to.equal(undefined);
  });

  it('goes with the names when these are taken away', async () => {
    const { models, clock } = bureau.services;
    const changed = await changeAndDie(personOf(seed).phone, NEW);
    expect(await deidentifyAppointment(models.appointments, changed, clock.now())).to.equal(true);
    await heal();
    expect(await toldPhones()).to.deep.equal([]);
    expect(await stored()).not.to.have.any.keys('personal', 'leftPhones', 'hasLeftPhones');
  });

  it('is shown, masked, to the person whose appointment it is for as long as it is kept', async () => {
    const { phone, number } = personOf(seed);
    await changeAndDie(phone, NEW);
    const visitor = await enter(bureau, { phone: NEW, number });
    const masked = `${phone.slice(0, 3)}****${phone.slice(-4)}`;
    expect((await visitor.open('/privacy/me')).$('main').text())
      .to.include(masked)
      .and.not.to.include(phone);
    await heal();
    expect((await visitor.open('/privacy/me')).$('main').text()).not.to.include('原手机号');
  });

  it('is named by npm run verify when nobody has told it for a minute', async () => {
    const { models, secrets, appointmentMessages, audit } = bureau.services;
    await changeAndDie(personOf(seed).phone, NEW);
    bureau.advance(61_000);
    await audit.drain();
    const found = async () =>
      (await verifyBookings({ ...models, ...secrets, appointmentMessages }, bureau.clock.now())).violations
        .filter(({ invariant }) => invariant === 'left-phone-untold')
        .map(({ subject }) => subject);
    expect(await found()).to.deep.equal([reference]);
    await heal();
    expect(await found()).to.deep.equal([]);
  });

  async function stored(): Promise<AppointmentRecord> {
    return (await bureau.services.models.appointments.findOne({ reference }).lean())!;
  }

  /** What is kept of phones that wait to be told. */
  async function kept() {
    return openPersonal(bureau.services.secrets.cipher, (await stored()).personal).leftPhones;
  }

  /** The change alone, as a process leaves it that is killed right after. */
  async function changeAndDie(from: string, to: string): Promise<AppointmentRecord> {
    return (await readyToChange(from, to))();
  }

  /** The same, and no worker has run for so long that the news of that time is no news. */
  async function changeLongAgo(from: string, to: string): Promise<void> {
    const { _id } = await changeAndDie(from, to);
    const updatedAt = new Date(bureau.clock.now().getTime() - 40 * DAY_MS);
    await bureau.services.models.appointments.updateOne({ _id }, { $set: { updatedAt } });
  }

  /** A change that has read what it changes. */
  async function readyToChange(from: string, to: string): Promise<() => Promise<AppointmentRecord>> {
    const { models, secrets, halls, audit, clock } = bureau.services;
    const parts = { ...secrets, appointments: models.appointments, halls, audit };
    const parsed = parseIdentityDocument({ type: 'resident-id', number: personOf(seed).number }, '2026-11-02');
    if (!parsed.ok) throw new Error(parsed.code);
    const [own] = await new PersonAppointments(parts).of({ phone: from, document: parsed.document });
    const change = { to, language: 'zh-CN', notice: `notice-${seed}-${to}`, now: clock.now() } as const;
    return () => new ContactChange(parts).change(own!, change);
  }

  async function heal(): Promise<void> {
    bureau.advance(21_000);
    await bureau.services.notifications.planning.healRecent(bureau.clock.now());
  }

  async function toldPhones(): Promise<string[]> {
    const { models, notifications } = bureau.services;
    const phones = [personOf(seed).phone, NEW, NEWER];
    const told = await Promise.all(
      phones.map(async (phone) =>
        (await notifications.messages.latest({ phone })).filter(({ kind }) => kind === TOLD.kind),
      ),
    );
    expect(await models.messages.countDocuments(TOLD)).to.equal(told.flat().length);
    return phones.flatMap((phone, index) => told[index]!.map(() => phone));
  }

  function bytesOf(value: Buffer | { buffer: Uint8Array }): Buffer {
    return Buffer.isBuffer(value) ? value : Buffer.from(value.buffer);
  }
});
