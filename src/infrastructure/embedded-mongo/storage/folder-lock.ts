import { readFileSync, realpathSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const held = new Set<string>();

export class FolderLocked extends Error {
  constructor(path: string, owner: string) {
    super(`The store in ${path} is already open in process ${owner}`);
    this.name = 'FolderLocked';
  }
}

/** Claims the folder for this process, refusing by pid while another living process holds it. */
export function lockFolder(path: string): () => void {
  const folder = realpathSync(path);
  if (held.has(folder)) throw new FolderLocked(path, `${process.pid} (this one)`);
  const file = join(folder, 'store.pid');
  claim(file, path);
  held.add(folder);
  return () => {
    held.delete(folder);
    rmSync(file, { force: true });
  };
}

function claim(file: string, path: string): void {
  const mine = `${process.pid} ${startOf(process.pid)}\n`;
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const [pid = '', start = ''] = readFileSync(file, 'utf8').trim().split(' ');
    if (isAlive(Number(pid), start)) throw new FolderLocked(path, pid);
    unlinkSync(file);
  }
}

/** A pid alone may be another process by now, so its start time counts too where the system tells it. */
function isAlive(pid: number, start: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return start === '' || startOf(pid) === start;
}

function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
