import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Refusal, say } from './project.mjs';
import { runCommand } from './run-command.mjs';

const CHROMIUM = '/usr/bin/chromium';
const PACKAGES = ['chromium', 'fonts-noto-cjk'];

/** Makes sure that Chromium and a Chinese font are there for the journeys, installing them where that is possible. */
export async function ensureBrowser() {
  if (isComplete()) return;
  if (canInstall()) await install();
  if (isComplete()) return;
  const advice = `the browser journeys need ${CHROMIUM} and a Chinese font: apt-get install ${PACKAGES.join(' ')}`;
  if (process.env.XIYUE_REQUIRE_BROWSER) throw new Refusal(advice);
  say(`${advice} (skipped where they are absent)`);
}

function isComplete() {
  return existsSync(CHROMIUM) && hasChineseFont();
}

function hasChineseFont() {
  try {
    return execFileSync('fc-list', [':lang=zh-cn', 'family']).toString().trim() !== '';
  } catch {
    return false;
  }
}

function canInstall() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

async function install() {
  say(`installing ${PACKAGES.join(' and ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await runCommand('apt-get', ['update', '-qq'], { env });
    await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES], { env });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.message);
  }
}
