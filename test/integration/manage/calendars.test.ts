import { expect } from 'chai';
import type { Response } from 'supertest';
import { bearer } from '../../support/api.js';
import { BOOKABLE_DAY, type BookedAppointment, useBureau } from '../../support/bureau.js';
import { foreignHall, testHall } from '../../support/halls.js';
import { faultsInCalendar } from '../../support/rfc5545.js';
import { linesNamed, readParts, valueOf } from '../../support/rfc5545/content-lines.js';
import { pageOf, visit } from './support/visitor.js';

const BUSINESSES = ['marriage', 'reissue-marriage', 'counselling', 'divorce-application'];
const EMAIL = "li.na+o'x=1@example.com";

describe('the calendar of an appointment', function () {
  this.timeout(60_000);
  const far = testHall({
    id: 'urumqi',
    name: { 'zh-CN': '乌鲁木齐“天山”登记处, 一楼; 东\\西', en: 'Tianshan "Registry", floor 1; east\\west' },
    address: { 'zh-CN': '友好路 1 号\n二楼', en: '1 Youhao Road\nfloor 2' },
    timeZone: 'Asia/Urumqi',
  });
  const bureau = useBureau({ halls: [testHall(), foreignHall(), far] });
  let seed = 8300;

  for (const hall of ['futian', 'urumqi'])
    for (const business of BUSINESSES)
      it(`is valid for ${business} at ${hall} in both languages, for pages and for programs`, async () => {
        seed += 1;
        const start = `${String(9 + BUSINESSES.indexOf(business)).padStart(2, '0')}:00`.replace('12:00', '14:00');
        const booked = await bureau.bookCouple(seed, { hall, business, start });
        for (const language of ['zh-CN', 'en'])
          for (const ask of [fromPage, fromApi]) expectValid(await ask(booked, language), 'PUBLISH');
      });

  it('keeps its UID, raises SEQUENCE when it moves and again when it is withdrawn, as do the letters', async () => {
    const booked = await bureau.bookCouple(8400, { start: '15:00', email: EMAIL });
    const visitor = visit(bureau);
    const stages = [await stageOf(booked, 'PUBLISH', 'REQUEST')];
    await visitor.submit(`${pageOf(booked)}/reschedule/confirm?hall=nanshan&date=2026-11-10&start=10:00`, {});
    stages.push(await stageOf(booked, 'PUBLISH', 'REQUEST'));
    await visitor.submit(`${pageOf(booked)}/cancel`, {});
    stages.push(await stageOf(booked, 'CANCEL', 'CANCEL'));

    const [first] = stages;
    expect(stages.map((stage) => stage?.uid)).to.deep.equal([first?.uid, first?.uid, first?.uid]);
    expect(stages.map((stage) => stage?.sequence)).to.deep.equal(['0', '1', '2']);
    expect(stages.map((stage) => stage?.start)).to.deep.equal([
      `${BOOKABLE_DAY.replaceAll('-', '')}T150000`,
      '20261110T100000',
      '20261110T100000',
    ]);
  });

  it('of a letter goes to the couple’s mailbox and to nobody else', async () => {
    const booked = await bureau.bookCouple(8401, { start: '16:00', email: EMAIL });
    const event = eventOf(await letterOf(booked));
    const attendees = linesNamed(event, 'ATTENDEE').map(({ value }) => decodeURIComponent(value));
    expect(attendees).to.deep.equal([`MAILTO:${EMAIL}`]);
    expect(await letterOf(await bureau.bookCouple(8402, { start: '16:30' }))).to.equal('');
  });

  async function stageOf(booked: BookedAppointment, method: string, letterMethod: string) {
    const texts = [await fromPage(booked, 'zh-CN'), await fromApi(booked, 'en')].map((response) =>
      expectValid(response, method),
    );
    const letter = await letterOf(booked);
    expect(faultsInCalendar(letter)).to.deep.equal([]);
    expect(letter).to.contain(`METHOD:${letterMethod}\r\n`);
    const named = [...texts, letter].map((text) => {
      const event = eventOf(text);
      return { uid: valueOf(event, 'UID'), sequence: valueOf(event, 'SEQUENCE'), start: valueOf(event, 'DTSTART') };
    });
    expect(named).to.deep.equal([named[0], named[0], named[0]]);
    return named[0];
  }

  function fromPage(booked: BookedAppointment, language: string) {
    return bureau.http.get(`${pageOf(booked)}/calendar.ics`).set('Accept-Language', language);
  }

  function fromApi(booked: BookedAppointment, language: string) {
    return bureau.http
      .get(`/api/v1/appointments/${booked.reference}/calendar.ics`)
      .set({ ...bearer(booked), 'Accept-Language': language });
  }

  function expectValid({ status, headers, text }: Response, method: string): string {
    expect([status, faultsInCalendar(text)]).to.deep.equal([200, []]);
    expect(text).to.contain(`\r\nMETHOD:${method}\r\n`);
    expect(headers['content-type']).to.match(/^text\/calendar; charset=utf-8/);
    const told = /method=(\w+)/.exec(String(headers['content-type']))?.[1];
    expect(told ?? method).to.equal(method);
    return text;
  }

  function eventOf(text: string) {
    const event = readParts(Buffer.from(text), [])[0]?.parts.find(({ name }) => name === 'VEVENT');
    if (!event) throw new Error('no event');
    return event;
  }

  /** The calendar entry of the latest news as a letter would carry it; empty where none goes. */
  async function letterOf({ reference }: BookedAppointment): Promise<string> {
    const { catalogue } = bureau.services.notifications;
    const record = await bureau.services.models.appointments.findOne({ reference }).lean();
    const source = catalogue.sources.find(({ name }) => name === 'appointment');
    const subject = (await source?.load([record?._id ?? '']))?.get(record?._id ?? '');
    for (const definition of source?.definitions ?? [])
      for (const occasion of definition.occasions(subject).filter(({ recipient }) => recipient.channel === 'email')) {
        const calendar = definition.mail?.(subject, occasion, 'zh-CN').calendar;
        if (calendar) return calendar.content;
      }
    return '';
  }
});
