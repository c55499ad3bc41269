import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { temporaryFolder } from './support.js';

/** A real file system of a few megabytes. It is mounted for its own processes only and is gone with the last of them. */
export class SmallDisk {
  /** The command that runs another one where the disk is mounted. */
  readonly within: readonly string[];

  private constructor(
    readonly path: string,
    private readonly holder: ChildProcess,
  ) {
    this.within = ['nsenter', '-t', String(holder.pid), '-U', '-m', '--wd', '--preserve-credentials'];
  }

  /** Undefined where this user may not mount anything. */
  static async mount(megabytes: number): Promise<SmallDisk | undefined> {
    const path = temporaryFolder();
    const mounted = `mount -t tmpfs -o size=${megabytes}m tmpfs ${path} && echo mounted && exec cat`;
    const holder = spawn('unshare', ['--map-root-user', '--mount', 'sh', '-c', mounted], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const isMounted = await Promise.race([
      once(holder.stdout, 'data').then(() => true),
      once(holder, 'exit').then(() => false),
      once(holder, 'error').then(() => false),
    ]);
    return isMounted ? new SmallDisk(path, holder) : undefined;
  }

  run(...command: string[]): string {
    const [file = '', ...args] = [...this.within, ...command];
    return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  }

  release(): void {
    this.holder.stdin?.end();
    rmSync(this.path, { recursive: true, force: true });
  }
}
