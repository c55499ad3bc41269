import { spawn } from 'node:child_process';
import { Refusal } from './project.mjs';

const running = new Set();

/** Runs a command with its output on stderr; a failure is a Refusal that names the command. */
export function runCommand(command, args, { env = process.env, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 2, 2], env, cwd });
    running.add(child);
    child.once('error', (error) => reject(new Refusal(`${command}: ${error.message}`)));
    child.once('exit', (code, signal) => {
      running.delete(child);
      if (code === 0) resolve();
      else reject(new Refusal(`${command} ${args.join(' ')} failed (${signal ?? `exit code ${code}`})`));
    });
  });
}

/** Ends the commands that are still running. */
export function endCommands() {
  for (const child of running) child.kill('SIGTERM');
}
