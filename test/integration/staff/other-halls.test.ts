import { expect } from 'chai';
import { isBureauRole, type Role, ROLE_NAMES, permissionsAt } from '../../../src/features/staff/index.js';
import { useBureau } from '../../support/bureau.js';
import { foreignHall } from '../../support/halls.js';
import { expectHiddenFrom } from '../../support/foreign-hall.js';
import { addressOf, type StaffRoute, staffRoutes } from '../../support/routes.js';
import { signedIn } from '../../support/staff.js';
import { arrived, at } from '../desk/support/desk-day.js';
import { acceptCouple, divorceHall } from '../divorce/support/applications.js';
import { enter, personOf } from '../privacy/support/person.js';

const ELSEWHERE = 'nanshan';
/** What these parameters name is looked up at the hall of whoever asks; accounts, jobs and other systems are the whole bureau's. */
const OF_ONES_OWN = /:(business|kind|revision|window)\b|^\/staff\/(people|operations|webhooks)\//;

describe('whatever belongs to another hall', function () {
  this.timeout(120_000);
  const bureau = useBureau({ halls: [divorceHall(), foreignHall()], env: { RATE_PHONE_CODES: '100/1h' } });
  /** A real document of the first hall for each kind of address. */
  const documents: Record<string, string> = {};
  let routes: StaffRoute[];

  before('documents of a hall', async () => {
    bureau.setTime(at('08:45'));
    const ticket = await arrived(bureau, 1);
    const person = await enter(bureau, personOf(1));
    await person.submit('/privacy/me/request', { kind: 'correction', hall: 'futian', text: '姓名' });
    const request = await bureau.services.models.privacyRequests.findOne().lean();
    const application = await acceptCouple(bureau, 2);
    const message = await bureau.services.models.messages.findOne({ hall: 'futian' }).lean();
    Object.assign(documents, {
      '/staff/desk/appointments/:reference': ticket.reference,
      '/staff/hall/couples/:reference': ticket.reference,
      '/staff/desk/tickets/:id': ticket._id,
      '/staff/desk/kiosk/:id': ticket._id,
      '/staff/divorce/:id': application.id,
      '/staff/privacy/:id': request?._id,
      '/staff/messages/:id': encodeURIComponent(message?._id ?? ''),
    });
    routes = staffRoutes(bureau).filter(({ path }) => path.includes(':') && !OF_ONES_OWN.test(path));
  });

  it('is reached by addresses that all say what they name', () => {
    expect(routes.filter((route) => documentOf(route) === undefined).map(({ path }) => path)).to.deep.equal([]);
    expect(Object.values(documents).every(Boolean)).to.equal(true);
  });

  it('is there for those who work at its own hall', async () => {
    const agent = await signedIn(bureau, ['hall-manager', 'registrar']);
    for (const path of ['/staff/desk/appointments/:reference', '/staff/desk/tickets/:id', '/staff/divorce/:id'])
      await agent.get(addressOf({ path }, documents[path])).expect(200);
  });

  // Whoever runs or watches the system does so for every hall.
  for (const role of ROLE_NAMES.filter((each) => !isBureauRole(each)))
    it(`does not exist for a ${role} of this one, in any address or form`, async () => {
      const may = permissionsAt([{ hall: ELSEWHERE, roles: [role] }], ELSEWHERE);
      const addresses = routes
        .filter(({ permission }) => may.has(permission))
        .map((route) => ({
          method: route.method as 'get' | 'post',
          path: addressOf(route, documentOf(route)),
          fields: { reason: '核对', note: '答复', revision: '0' },
        }));
      expect(addresses.length > 0).to.equal(WITH_DOCUMENTS.has(role));
      if (addresses.length > 0)
        await expectHiddenFrom(await signedIn(bureau, role, { hall: ELSEWHERE }), addresses, snapshot);
    });

  function documentOf({ path }: Pick<StaffRoute, 'path'>): string | undefined {
    return Object.entries(documents).find(([address]) => path.startsWith(address))?.[1];
  }

  async function snapshot(): Promise<unknown[]> {
    const { appointments, divorceApplications, messages, privacyRequests, blocks } = bureau.services.models;
    const tickets = bureau.connection.collection('tickets');
    return Promise.all([
      appointments.find().lean(),
      divorceApplications.find().lean(),
      messages.find().lean(),
      privacyRequests.find().lean(),
      blocks.find().lean(),
      tickets.find().toArray(),
    ]);
  }
});

const WITH_DOCUMENTS: ReadonlySet<Role> = new Set(['hall-manager', 'registrar', 'receptionist']);
