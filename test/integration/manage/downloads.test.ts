import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { pageOf, visit } from './support/visitor.js';

describe('GET /manage/:reference/:token/…', () => {
  const bureau = useBureau();

  it('slip.pdf is a document named after the reference alone', async () => {
    const booked = await bureau.bookCouple(1);
    const response = await bureau.http.get(`${pageOf(booked)}/slip.pdf`).buffer(true);
    expect(response.headers['content-type']).to.equal('application/pdf');
    expect(response.headers['content-disposition']).to.equal(`attachment; filename=${booked.reference}.pdf`);
    expect(response.headers['cache-control']).to.equal('no-store');
    expect((response.body as Buffer).subarray(0, 5).toString()).to.equal('%PDF-');
  });

  it('qr.svg is a picture, and none once the appointment is cancelled', async () => {
    const booked = await bureau.bookCouple(2);
    const response = await bureau.http.get(`${pageOf(booked)}/qr.svg`);
    expect(response.headers['content-type']).to.match(/^image\/svg\+xml/);
    await visit(bureau).submit(`${pageOf(booked)}/cancel`, {});
    expect((await bureau.http.get(`${pageOf(booked)}/qr.svg`)).status).to.equal(409);
  });

  it('calendar.ics keeps its UID, raises SEQUENCE on a move and becomes METHOD:CANCEL', async () => {
    const booked = await bureau.bookCouple(3);
    const visitor = visit(bureau);
    const first = await entry(booked);
    await visitor.submit(`${pageOf(booked)}/reschedule/confirm?hall=futian&date=2026-11-10&start=10:00`, {});
    const moved = await entry(booked);
    await visitor.submit(`${pageOf(booked)}/cancel`, {});
    const cancelled = await entry(booked);

    expect([first, moved, cancelled].map(({ uid }) => uid)).to.deep.equal(Array(3).fill(first.uid));
    expect([first, moved, cancelled].map(({ sequence }) => sequence)).to.deep.equal(['0', '1', '2']);
    expect([first, moved, cancelled].map(({ method }) => method)).to.deep.equal(['PUBLISH', 'PUBLISH', 'CANCEL']);
    expect([first, moved].map(({ start }) => start)).to.deep.equal(['20261109T090000', '20261110T100000']);
    expect(cancelled.contentType).to.equal('text/calendar; charset=utf-8; method=CANCEL');
  });

  async function entry(booked: { reference: string; manageToken: string }) {
    const response = await bureau.http.get(`${pageOf(booked)}/calendar.ics`);
    const value = (name: string) => new RegExp(`^${name}(?:;[^:]*)?:(.*)$`, 'm').exec(response.text)?.[1]?.trim();
    return {
      contentType: response.headers['content-type'],
      method: value('METHOD'),
      uid: value('UID'),
      sequence: value('SEQUENCE'),
      start: /^BEGIN:VEVENT[^]*?^DTSTART[^:]*:(\S+)/m.exec(response.text)?.[1],
    };
  }
});
