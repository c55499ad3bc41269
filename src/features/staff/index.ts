export {
  type Assignment,
  faultsOfAssignments,
  isRole,
  permissionsAt,
  type Power,
  type Role,
  ROLE_NAMES,
  ROLES,
  rolesAt,
  WHOLE_BUREAU,
} from './roles.js';
