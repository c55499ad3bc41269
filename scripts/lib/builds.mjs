import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project.mjs';

/**
 * dist/ holds one folder for each state of the sources, and links that name the newest:
 *   dist/builds/<hash>/{src,scripts,assets}   dist/current → builds/<hash>   dist/src → current/src …
 * A running product keeps its own build while another one is made beside it.
 */
const DIST = join(ROOT, 'dist');
const BUILDS = join(DIST, 'builds');
const PARTS = ['src', 'scripts', 'assets'];
const KEPT = 5;

export const BUILD_LOCK = join(DIST, 'prepare.lock');

export function buildFolder(hash) {
  return join(BUILDS, hash);
}

export function isBuilt(hash) {
  return existsSync(buildFolder(hash)) && currentBuild() === buildFolder(hash);
}

/** The folder behind dist/current, undefined before the first build. */
export function currentBuild() {
  const link = join(DIST, 'current');
  return existsSync(link) ? realpathSync(link) : undefined;
}

/** Folder to build into; nobody sees it until it is published. */
export function draftFolder(hash) {
  const draft = join(BUILDS, `.${hash}.${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  return draft;
}

/** Gives the draft its name and points dist/ at it. */
export function publish(draft, hash) {
  if (existsSync(buildFolder(hash))) rmSync(draft, { recursive: true });
  else renameSync(draft, buildFolder(hash));
  pointAt(hash);
  prune();
}

/** Points dist/ at a build that exists, each link in one step. */
export function pointAt(hash) {
  relink(join('builds', hash), join(DIST, 'current'));
  for (const part of PARTS) relink(join('current', part), join(DIST, part));
}

function relink(target, link) {
  const draft = `${link}.${process.pid}`;
  rmSync(draft, { force: true });
  symlinkSync(target, draft);
  renameSync(draft, link);
}

function prune() {
  const age = (name) => statSync(join(BUILDS, name)).mtimeMs;
  const builds = readdirSync(BUILDS).sort((left, right) => age(right) - age(left));
  for (const name of builds.slice(KEPT)) rmSync(join(BUILDS, name), { recursive: true, force: true });
}
