import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from './child.mjs';
import { claimPort } from './ports.mjs';
import { Refusal, say } from './project.mjs';
import { forgetStore, noteStore } from './running-store.mjs';

const DRAIN_MS = 6000;
const STORE_CLOSE_MS = 2500;
const READY_WITHIN_MS = 60_000;
const FIRST_RESTART_MS = 500;
const LONGEST_RESTART_MS = 10_000;
const STEADY_AFTER_MS = 60_000;

/** Runs the processes of one product: store, migrations, demo data, then web and worker until it is told to stop. */
export class Supervisor {
  #dist;
  #config;
  #env;
  #store;
  #workers = new Map();
  #stopping = false;
  #failed;

  /** Settles when a process that cannot be replaced has ended. */
  failed = new Promise((_, reject) => (this.#failed = reject));

  constructor({ dist, config, env }) {
    this.#dist = dist;
    this.#config = config;
    this.#env = { ...env, NODE_ENV: config.env, DATA_DIR: config.store.dataDir, HOST: config.http.host };
    this.failed.catch(() => {});
  }

  /** Starts everything; resolves with the addresses once /readyz answers 200. */
  async start() {
    const { http, store } = this.#config;
    const port = await claimPort('PORT', http.host, http.port);
    if (store.embedded) await this.#startStore();
    this.#env.PORT = String(port);
    if (http.port === 0 && !this.#env.PUBLIC_URL) this.#env.PUBLIC_URL = http.publicUrl.replace(/:0$/, `:${port}`);

    await this.#runScript('migrations', 'scripts/migrate.js');
    if (this.#config.demo) await this.#runScript('demo data', 'scripts/seed-demo.js');
    await Promise.all([this.#keepRunning('web', 'src/server.js'), this.#keepRunning('worker', 'src/worker.js')]);
    await this.#untilServing(port);
    return {
      url: `http://${bracketed(http.host)}:${port}`,
      storeUri: store.embedded ? this.#env.MONGODB_URI : undefined,
    };
  }

  /** Drains web and worker, then closes the store they write to. */
  async stop() {
    this.#stopping = true;
    await Promise.all([...this.#workers.values()].map((child) => child.stop(DRAIN_MS)));
    await this.#store?.stop(STORE_CLOSE_MS);
    if (this.#store) forgetStore(this.#config.store.dataDir);
  }

  async #startStore() {
    const { dataDir, storePort } = this.#config.store;
    if (storePort !== 0) await claimPort('STORE_PORT', '127.0.0.1', storePort);
    const address = await this.#openStore(storePort);
    if (!address) throw new Refusal(`the store in ${join(dataDir, 'store')} did not start`);
    this.#env.MONGODB_URI = `${address}/xiyue`;
    noteStore(dataDir, this.#env.MONGODB_URI);
    void this.#reopenStore(Number(new URL(address).port));
  }

  /** Resolves with the address it listens at, or undefined when it ended before. */
  async #openStore(port) {
    this.#store = this.#spawn('store', 'src/infrastructure/embedded-mongo/main.js', {
      args: ['--path', join(this.#config.store.dataDir, 'store'), '--port', String(port)],
      readStdout: true,
    });
    return (await this.#store.line(/^store (mongodb:\/\/127\.0\.0\.1:\d+)/))?.[1];
  }

  /** A store that crashed comes back at its address, where web and worker find it by themselves; one that cannot is the end. */
  async #reopenStore(port) {
    for (;;) {
      const end = await this.#store.exited;
      if (this.#stopping) return;
      say(`the store ended (${told(end)}); starting it again`);
      await sleep(FIRST_RESTART_MS, undefined, { ref: false });
      if (this.#stopping) return;
      if (!(await this.#openStore(port))) return this.#failed(new Refusal('the store did not start again'));
    }
  }

  async #runScript(name, file) {
    const child = this.#spawn(name, file, { args: ['--commit'] });
    this.#workers.set(name, child);
    const end = await child.exited;
    this.#workers.delete(name);
    if (end.code !== 0) throw new Refusal(`${name} failed (${told(end)})`);
  }

  /** Resolves when the process is ready for the first time; later crashes are answered with a new process. */
  async #keepRunning(name, file) {
    const child = this.#begin(name, file);
    if (!(await child.ready())) throw new Refusal(`${name} did not start (${told(await child.exited)})`);
    void this.#replaceWhenEnded(name, file, child);
  }

  async #replaceWhenEnded(name, file, first) {
    let child = first;
    let delay = FIRST_RESTART_MS;
    for (;;) {
      const began = performance.now();
      const end = await child.exited;
      if (this.#stopping) return;
      if (performance.now() - began > STEADY_AFTER_MS) delay = FIRST_RESTART_MS;
      say(`${name} ended (${told(end)}); starting it again in ${delay / 1000} s`);
      await sleep(delay, undefined, { ref: false });
      if (this.#stopping) return;
      delay = Math.min(delay * 2, LONGEST_RESTART_MS);
      child = this.#begin(name, file);
    }
  }

  #begin(name, file) {
    const child = this.#spawn(name, file, {});
    this.#workers.set(name, child);
    return child;
  }

  #spawn(name, file, options) {
    if (this.#stopping) throw new Refusal('stopping');
    return new Child(name, join(this.#dist, file), { ...options, env: this.#env });
  }

  async #untilServing(port) {
    const { host } = this.#config.http;
    const url = `http://${bracketed(reachable(host))}:${port}/readyz`;
    const deadline = performance.now() + READY_WITHIN_MS;
    while (performance.now() < deadline && !this.#stopping) {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
      if (answer?.status === 200) return;
      await sleep(100);
    }
    throw new Refusal(`${url} did not answer 200 within ${READY_WITHIN_MS / 1000} s`);
  }
}

// A server that listens everywhere is asked on loopback.
function reachable(host) {
  return { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
}

function bracketed(host) {
  return host.includes(':') ? `[${host}]` : host;
}

function told({ code, signal }) {
  return signal ?? `exit code ${code}`;
}
