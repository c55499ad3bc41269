import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { SharedKey } from '../../../../support/stand-ins/gateway-signature.js';
import { makeTempFolder } from '../../../../support/temp-folder.js';
import { FIELD_KEY, LOOKUP_KEY } from './world.js';

const END_WITH_PARENT = './scripts/lib/end-with-parent.mjs';

export interface ProductionWorker {
  kill(): Promise<void>;
  stop(): Promise<number | null>;
}

/** The product's own worker as production runs it: another process, Agenda, and a gateway over HTTP. */
export async function startProductionWorker(options: {
  storeUri: string;
  gatewayUrl: string;
  gatewayKey: SharedKey;
}): Promise<ProductionWorker> {
  const args = ['--import', 'tsx', '--import', END_WITH_PARENT, 'src/worker.ts'];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { PATH: process.env['PATH'], ...environment(options) },
  });
  child.unref();
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  await started(child);
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function environment({ storeUri, gatewayUrl, gatewayKey }: Parameters<typeof startProductionWorker>[0]) {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://xiyue.example.gov.cn',
    FIELD_KEYS: `proof:${FIELD_KEY.toString('base64')}`,
    LOOKUP_KEY: LOOKUP_KEY.toString('base64'),
    TOKEN_KEY: secret(),
    SESSION_SECRETS: secret(),
    SIGNING_KEYS: JSON.stringify({ keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'pass-1' }] }),
    MONGODB_URI: storeUri,
    SMS_GATEWAY_URL: gatewayUrl,
    SMS_GATEWAY_KEYS: `${gatewayKey.id}:${gatewayKey.key.toString('base64')}`,
    SMS_TEMPLATES: 'text',
    MESSAGE_CONCURRENCY: '6',
    WORKER_POLL_SECONDS: '0.5',
    DATA_DIR: makeTempFolder('worker'),
    LOG_LEVEL: 'error',
  };
}

function secret(): string {
  return randomBytes(32).toString('base64');
}

function started(child: ChildProcess): Promise<void> {
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`the worker ended with ${String(code)}\n${complaints}`)));
  });
}
