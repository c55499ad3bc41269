import { expect } from 'chai';
import { LETTER_ROLE } from '../../../src/features/appointments/index.js';

import { type PageOptions, useBrowser } from '../../support/browser.js';
import { useBureau } from '../../support/bureau.js';
import { useServer } from '../../support/server.js';
import { expectWell } from '../support/expect-well.js';
import { enterAs } from '../support/staff-door.js';

const DEVICES: (PageOptions & { name: string })[] = [
  { name: 'a phone in Chinese', width: 390, language: 'zh-CN' },
  { name: 'a desktop in English', width: 1280, language: 'en' },
];

describe('a letter as staff read it', function () {
  this.timeout(120_000);
  const bureau = useBureau();
  const server = useServer(bureau);
  const browsers = useBrowser();
  let seed = 9970;

  for (const { name, ...device } of DEVICES)
    it(`has the lines it was sent with, the list among them, on ${name}`, async () => {
      bureau.setTime('2026-11-02T09:00:00+08:00');
      const id = await reminder();
      const page = await enterAs('hall-manager', { bureau, page: await browsers.openPage(device), url: server.url });
      await page.goto(`${server.url}/staff/messages/${encodeURIComponent(id)}`);
      await expectWell(page);
      const lines = (await page.locator('.staff-words').innerText()).split(/\n+/);
      expect(lines.filter((line) => line.startsWith('- '))).to.have.length.above(3);
      expect(lines).to.include('请携带').and.to.include('男方');
    });

  /** The letter three days before, sent. */
  async function reminder(): Promise<string> {
    const { reference } = await bureau.bookCouple((seed += 1), { email: 'li@example.com', start: '10:00' });
    const { models, notifications } = bureau.services;
    const about = await models.appointments.findOne({ reference }, { _id: 1 }).lean();
    const kind = 'appointment-in-three-days';
    const message = await models.messages.findOne({ subject: about?._id ?? '', kind, role: LETTER_ROLE }).lean();
    bureau.setTime('2026-11-06T10:00:00+08:00');
    const id = message?._id ?? '';
    expect(await notifications.sender.send(id)).to.equal('sent');
    return id;
  }
});
