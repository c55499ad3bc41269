import { staffPaths } from '../staff.paths.js';

const list = staffPaths.people;

/** Addresses of the administrator's pages. */
export const peoplePaths = {
  list,
  add: `${list}/new`,
  patterns: pathsBelow(`${list}/:id`),
  of: (id: string) => pathsBelow(`${list}/${id}`),
};

function pathsBelow(self: string) {
  return {
    self,
    roles: `${self}/roles`,
    password: `${self}/password`,
    secondFactor: `${self}/second-factor`,
    unlock: `${self}/unlock`,
    close: `${self}/close`,
    reopen: `${self}/reopen`,
  };
}
