import { isBureauRole, ROLE_NAMES, WHOLE_BUREAU } from '../src/features/staff/index.js';
import { oneOf, optional, text, withDefault } from './lib/argument-kinds.js';
import { WrongArguments } from './lib/arguments.js';
import { runScript } from './lib/run-script.js';

// Makes the first account, which makes the others on the page; also the way back in when nobody is left who can.
await runScript({
  name: 'create-staff',
  arguments: {
    username: text('a name to sign in with, 3 to 32 small letters, digits, dots and dashes'),
    name: text("the person's name"),
    role: withDefault(oneOf(ROLE_NAMES), 'system-administrator'),
    hall: optional(text('the id of the hall, for a role that is held at one')),
  },
  counts: ['staffAccounts'],
  async run({ args: { username, name, role, hall }, commit, services, now, actor, say }) {
    const at = isBureauRole(role) ? WHOLE_BUREAU : hall;
    if (at === undefined) throw new WrongArguments([`--hall is missing: ${role} is held at a hall`]);
    if (hall !== undefined && at === WHOLE_BUREAU) throw new WrongArguments([`--hall does not go with ${role}`]);
    if (at !== WHOLE_BUREAU) await services.halls.named(at);
    const person = services.staff.accounts.checked({ username, name, assignments: [{ hall: at, roles: [role] }] });
    if (!commit) {
      say(`would create ${person.username} (${role})`);
      return { report: { username: person.username, role } };
    }
    const { account, password } = await services.staff.accounts.create(person, { actor, now });
    say(`${account.username} can sign in once with ${password} and then chooses a password`);
    return { report: { username: account.username, role, password }, hasChanged: true };
  },
});
