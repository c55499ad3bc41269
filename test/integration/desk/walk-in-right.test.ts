import { expect } from 'chai';
import { planAllHalls } from '../../../src/jobs/recurring-jobs.js';
import { useBureau } from '../../support/bureau.js';
import { ACCEPTED_AT, acceptCouple, divorceHall, outcomeOf } from '../divorce/support/applications.js';
import { asParty, DESK } from './support/desk-day.js';

describe('a couple whose issue window is about to close', () => {
  const bureau = useBureau({ halls: [divorceHall()], at: ACCEPTED_AT });

  it('is served without an appointment in its last five working days, and not before', async () => {
    const { couple, receiptNumber } = await acceptCouple(bureau, 1);
    const { desk, halls, clock } = bureau.services;
    const comeIn = async () =>
      desk.arrivals.walkIn({
        hall: await halls.named('futian'),
        business: 'divorce-issue',
        parties: couple.map(asParty),
        contactPhone: couple[0].phone,
        receiptNumber,
        isGreen: false,
        consentVersion: 'test',
        language: 'zh-CN',
        requestId: 'right',
        actor: DESK,
        now: clock.now(),
      });
    const on = async (instant: string) => {
      bureau.setTime(instant);
      await planAllHalls(bureau.services, clock.now());
      return outcomeOf(comeIn());
    };
    expect(await on('2026-09-21T09:30:00+08:00')).to.equal('walk-in-full');
    expect(await on('2026-10-19T09:30:00+08:00')).to.equal('done');
    const { record, ticket } = await comeIn();
    expect(ticket.number).to.equal('D001');
    expect(record.history.at(-1)).to.include({ action: 'overbooked', reason: 'issue-window-closing' });
  });
});
