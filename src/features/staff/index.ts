export {
  type Assignment,
  faultsOfAssignments,
  isBureauRole,
  isRole,
  permissionsAt,
  type Power,
  type Role,
  ROLE_NAMES,
  ROLES,
  rolesAt,
  WHOLE_BUREAU,
} from './roles.js';
export { staffAccountIndexes, staffAccountModel } from './account.model.js';
export { keptFormIndexes, keptFormModel } from './kept-forms/kept-form.model.js';
export { askToSignIn } from './ask-to-sign-in.js';
export { identifyStaff } from './sign-in/identify-staff.js';
export { staffPaths } from './staff.paths.js';
export { createStaffRouter } from './staff.router.js';
export { createStaff, type Staff } from './staff-services.js';
