import { expect } from 'chai';
import type { mongo } from 'mongoose';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';

/** What the hot path asks for, and the index that has to answer. */
const QUERIES: { title: string; collection: string; filter: mongo.BSON.Document; sort?: mongo.Sort; index: string }[] =
  [
    {
      title: 'claiming a place',
      collection: 'slots',
      filter: { _id: `futian/${BOOKABLE_DAY}/09:00/marriage/online` },
      index: '_id_',
    },
    {
      title: 'the availability of a fortnight',
      collection: 'slots',
      filter: { hall: 'futian', business: 'marriage', date: { $gte: BOOKABLE_DAY, $lte: '2026-11-17' } },
      index: 'availability',
    },
    {
      title: 'the slots of a hall’s day',
      collection: 'slots',
      filter: { hall: 'futian', date: BOOKABLE_DAY },
      index: 'day',
    },
    {
      title: 'slots claimed lately',
      collection: 'slots',
      filter: { claimedAt: { $gt: new Date('2026-11-01T00:00:00Z') } },
      index: 'claimedAt',
    },
    {
      title: 'an appointment by its reference',
      collection: 'appointments',
      filter: { reference: 'XY-0000-0000' },
      index: 'reference',
    },
    {
      title: 'a person’s active appointment',
      collection: 'appointments',
      filter: { activeKeys: 'a-key' },
      index: 'onePerPerson',
    },
    { title: 'a repeated request', collection: 'appointments', filter: { requestKey: 'a-key' }, index: 'requestKey' },
    {
      title: 'a divorce application by its receipt',
      collection: 'divorceApplications',
      filter: { receiptHash: 'a-hash' },
      index: 'receipt',
    },
    {
      title: 'divorce applications by the last four',
      collection: 'divorceApplications',
      filter: { hall: 'futian', searchKeys: 'a-key' },
      index: 'search',
    },
    {
      title: 'issue windows about to close',
      collection: 'divorceApplications',
      filter: { hall: 'futian', state: 'accepted', 'dates.issueEnd': { $gte: '2026-10-12', $lte: '2026-10-19' } },
      index: 'windows',
    },
    {
      title: 'appointments that changed lately',
      collection: 'appointments',
      filter: { updatedAt: { $gt: new Date('2026-11-01T00:00:00Z') } },
      index: 'changed',
    },
    {
      title: 'appointments that keep a phone that was left',
      collection: 'appointments',
      filter: { hasLeftPhones: true, updatedAt: { $lte: new Date('2026-11-01T00:00:00Z') } },
      index: 'leftPhones',
    },
    {
      title: 'a phone’s latest messages',
      collection: 'messages',
      filter: { recipientHash: 'a-hash' },
      sort: { at: -1 },
      index: 'recipient',
    },
    {
      title: 'an audit event by its key',
      collection: 'auditEntries',
      filter: { key: { $in: ['a-key'] } },
      index: 'key',
    },
    {
      title: 'a hall’s tickets of the day',
      collection: 'tickets',
      filter: { hall: 'futian', date: BOOKABLE_DAY },
      index: 'number',
    },
    {
      title: 'the ticket that an appointment has',
      collection: 'tickets',
      filter: { activeAppointment: 'an-id' },
      index: 'onePerAppointment',
    },
    {
      title: 'the newest change at a hall’s desk',
      collection: 'tickets',
      filter: { hall: 'futian' },
      sort: { updatedAt: -1 },
      index: 'changed',
    },
    {
      title: 'who never came',
      collection: 'appointments',
      filter: { state: 'confirmed', date: { $lte: BOOKABLE_DAY }, hall: 'futian' },
      index: '(stateDate|hallDay)',
    },
    {
      title: 'what a person has missed',
      collection: 'appointments',
      filter: { missedBy: 'a-hash', state: 'no-show', date: { $gt: BOOKABLE_DAY } },
      index: '(missedBy|stateDate)',
    },
    {
      title: 'the versions of a hall’s text',
      collection: 'messageTexts',
      filter: { hall: 'futian', kind: 'appointment-confirmed', tone: 'warm', state: 'in-force' },
      index: 'text',
    },
    {
      title: 'texts that changed lately',
      collection: 'messageTexts',
      filter: { changedAt: { $gt: new Date('2026-11-01T00:00:00Z') } },
      index: 'changed',
    },
    { title: 'the end of the audit chain', collection: 'auditEntries', filter: {}, sort: { _id: -1 }, index: '_id_' },
  ];

describe('every query of the hot path is answered by an index', () => {
  const bureau = useBureau();

  for (const { title, collection, filter, sort, index } of QUERIES) {
    it(`${title}: ${index}`, async () => {
      const cursor = bureau.connection.collection(collection).find(filter);
      if (sort) cursor.sort(sort).limit(1);
      const plan = JSON.stringify(await cursor.explain('queryPlanner'));

      expect(plan, plan).to.match(
        new RegExp(`"indexName":"${index}"|"stage":"(IDHACK|CLUSTERED_IXSCAN|EXPRESS_IXSCAN)"`),
      );
      expect(plan).not.to.match(/"stage":"(COLLSCAN|SORT)"/);
    });
  }

  it('and a query without one is seen to have none', async () => {
    const plan = JSON.stringify(
      await bureau.connection.collection('appointments').find({ basis: 'local' }).explain('queryPlanner'),
    );

    expect(plan).to.include('"stage":"COLLSCAN"');
  });
});
