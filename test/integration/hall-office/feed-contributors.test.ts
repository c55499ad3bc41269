import { expect } from 'chai';
import type { StaffPermission } from '../../../src/http/permissions.js';
import type { FeedContributor } from '../../../src/features/hall-office/index.js';
import { buildFeed } from '../../../src/features/hall-office/feeds/build-feed.js';
import { currentRights } from '../../../src/features/hall-office/feeds/feed-rights.js';
import { Feeds } from '../../../src/features/hall-office/feeds/feeds.service.js';
import { hallDays } from '../../../src/features/hall-office/feeds/hall-days.js';
import { useBureau } from '../../support/bureau.js';
import { faultsInCalendar } from '../../support/rfc5545.js';
import { signIn, type SignedIn } from '../../support/staff.js';

describe('what a private feed holds', () => {
  const bureau = useBureau();
  let manager: SignedIn;

  before(async () => (manager = await signIn(bureau, 'hall-manager')));

  it('is one more thing for one more contributor, as far as its owner may see it', async () => {
    const own = contributor('hall.heatmap', 'Own sessions');
    const foreign = contributor('counselling.own', 'Somebody’s sessions');
    const feeds = feedsOf([own, foreign]);
    const actor = { id: manager.id, name: '陈', hall: 'futian' };
    await feeds.renew({ actor, language: 'en', now: bureau.clock.now() });
    const { feed, contributors } = await feeds.find((await feeds.tokenOf(manager.id, 'futian')) ?? '');
    expect(contributors).to.have.length(2).and.to.include(own).and.not.to.include(foreign);

    const hall = await bureau.services.halls.named('futian');
    const question = { hall, from: '2026-11-09', to: '2026-11-10', language: 'en' as const };
    const t = bureau.services.i18n.fixedT('en');
    const entries = await Promise.all(
      contributors.map((each) => each.entries({ ...question, account: feed.account, t })),
    );
    const calendar = buildFeed(entries.flat(), { hall, language: 'en', now: bureau.clock.now() });
    expect(faultsInCalendar(calendar)).to.deep.equal([]);
    expect(calendar).to.contain('SUMMARY:Open').and.to.contain(`SUMMARY:Own sessions of ${manager.id}`);
  });

  function feedsOf(more: FeedContributor[]): Feeds {
    const { audit, calendar, hallOffice, models, secrets } = bureau.services;
    return new Feeds({
      ...secrets,
      audit,
      feeds: models.feeds,
      rights: currentRights(models.staffAccounts),
      contributors: [hallDays({ use: hallOffice.use, calendar }), ...more],
    });
  }

  function contributor(permission: StaffPermission, what: string): FeedContributor {
    const at = { start: new Date('2026-11-09T02:00:00Z'), end: new Date('2026-11-09T03:00:00Z') };
    return {
      permission,
      title: () => what,
      entries: ({ account }) => Promise.resolve([{ id: 'one', summary: `${what} of ${account}`, at }]),
    };
  }
});
