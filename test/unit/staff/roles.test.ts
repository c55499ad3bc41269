import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Assignment,
  faultsOfAssignments,
  isBureauRole,
  permissionsAt,
  type Role,
  ROLE_NAMES,
  ROLES,
  WHOLE_BUREAU,
} from '../../../src/features/staff/index.js';
import { STAFF_PERMISSIONS } from '../../../src/http/permissions.js';

const place = (role: Role, hall = 'futian'): Assignment => ({
  hall: isBureauRole(role) ? WHOLE_BUREAU : hall,
  roles: [role],
});

describe('roles', () => {
  it('leave no permission that nobody has', () => {
    const granted = new Set<string>(Object.values(ROLES).flatMap(({ may }) => may));
    const orphans = STAFF_PERMISSIONS.filter((each) => !granted.has(each) && !/^staff\.(home|self)$/.test(each));
    expect(orphans).to.deep.equal([]);
  });

  it('keep the three powers apart at one hall and at two', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ROLE_NAMES), fc.constantFrom(...ROLE_NAMES), fc.boolean(), (one, other, isFar) => {
        const meets = ROLES[one].power !== ROLES[other].power;
        const faults = faultsOfAssignments([place(one), place(other, isFar ? 'nanshan' : 'futian')]);
        expect(faults.some(({ code }) => code === 'powers-meet')).to.equal(meets);
      }),
    );
  });

  it('take a role of the bureau at no hall, and a role of a hall nowhere else', () => {
    expect(faultsOfAssignments([{ hall: 'futian', roles: ['security-auditor'] }])).to.deep.equal([
      { code: 'bureau-role-at-hall', role: 'security-auditor' },
    ]);
    expect(faultsOfAssignments([{ hall: WHOLE_BUREAU, roles: ['registrar'] }])).to.deep.equal([
      { code: 'hall-role-for-bureau', role: 'registrar' },
    ]);
    expect(faultsOfAssignments([])).to.deep.equal([{ code: 'no-role' }]);
  });

  it('hold at their hall only', () => {
    const assignments = [place('registrar'), place('report-reader', 'nanshan')];
    expect(permissionsAt(assignments, 'futian').has('desk.call')).to.equal(true);
    expect(permissionsAt(assignments, 'nanshan').has('desk.call')).to.equal(false);
    expect([...permissionsAt(assignments, 'nanshan')]).to.have.members(['staff.home', 'staff.self', 'reports.read']);
  });

  it('give nothing at all without one', () => {
    expect(permissionsAt([], 'futian').size).to.equal(0);
  });
});
