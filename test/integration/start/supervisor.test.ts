import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { type Product, type ProductOptions, runToEnd, startProduct } from '../../support/product.js';
import { makeTempFolder } from '../../support/temp-folder.js';

const STAND_INS = { script: 'test/support/stand-ins/start.mjs', nodeArgs: ['--import', 'tsx'] };

describe('npm start, its supervisor', function () {
  this.timeout(30_000);
  const started: Product[] = [];

  afterEach(async () => {
    await Promise.all(started.splice(0).map((product) => product.stop()));
  });

  it('hands its children one store, one port and one data folder', async () => {
    const product = await start();
    const seen = await getJson(product.url);
    expect(seen).to.deep.equal({
      PORT: new URL(product.url).port,
      HOST: '127.0.0.1',
      PUBLIC_URL: product.url,
      MONGODB_URI: product.storeUri,
      DATA_DIR: product.dataDir,
      NODE_ENV: 'test',
    });
    expect(product.storeUri).to.match(/^mongodb:\/\/127\.0\.0\.1:\d+\/xiyue$/);
  });

  it('migrates, then loads the demo bureau, then serves', async () => {
    const product = await start();
    const steps = traceOf(product).map(([step]) => step);
    expect(steps.slice(0, 3)).to.deep.equal(['store started', 'migrations --commit', 'demo data --commit']);
    expect(steps.slice(3)).to.have.members(['web started', 'web listening', 'worker started']);
  });

  it('loads nothing with DEMO=false', async () => {
    const product = await start({ env: { DEMO: 'false' } });
    expect(traceOf(product).map(([step]) => step)).not.to.include('demo data --commit');
  });

  it('uses the given MongoDB instead of the embedded store', async () => {
    const product = await start({ env: { MONGODB_URI: 'mongodb://db.example/xiyue' } });
    expect(product.storeUri).to.equal(undefined);
    expect(await getJson(product.url)).to.include({ MONGODB_URI: 'mongodb://db.example/xiyue' });
    expect(traceOf(product).map(([step]) => step)).not.to.include('store started');
  });

  it('prints nothing on stdout but the store and ready lines', async () => {
    const product = await start();
    await product.stop();
    expect(product.output()).to.equal(`store ${product.storeUri}\nready ${product.url}\n`);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`drains web and worker before the store on ${signal}, and exits 0`, async () => {
      const product = await start();
      expect(await product.stop(signal)).to.equal(0);
      const drained = traceOf(product)
        .map(([step]) => step)
        .filter((step) => step.endsWith('drained'));
      expect(drained).to.have.members(['web drained', 'worker drained', 'store drained']);
      expect(drained.at(-1)).to.equal('store drained');
      expect(pidsOf(product).filter(isAlive)).to.deep.equal([]);
    });
  }

  it('kills a child that does not drain and is gone within 10 seconds', async () => {
    const product = await start({ env: { STAND_INS: 'worker-hangs' } });
    const began = performance.now();
    expect(await product.stop()).to.equal(0);
    expect(performance.now() - began).to.be.below(10_000);
    expect(product.logs()).to.include('worker did not end within 6 s and is killed');
    expect(pidsOf(product).filter(isAlive)).to.deep.equal([]);
  });

  it('starts a crashed web process again on the same port', async () => {
    const product = await start();
    await fetch(`${product.url}/crash`).catch(() => undefined);
    await eventually(async () => expect(await getJson(product.url)).to.include({ PUBLIC_URL: product.url }));
    expect(product.logs()).to.include('web ended (exit code 3); starting it again in 0.5 s');
  });

  it('opens a store that crashed again at the same address, and keeps web and worker', async () => {
    const product = await start();
    const storeStarts = () => traceOf(product).filter(([step]) => step === 'store started');
    process.kill(pidOf(product, 'store started'), 'SIGKILL');
    await eventually(async () => {
      expect(storeStarts()).to.have.length(2);
      expect(await isListening(product.storeUri!)).to.equal(true);
    });
    expect(product.logs()).to.include('the store ended (SIGKILL); starting it again');
    expect(traceOf(product).filter(([step]) => step === 'web started')).to.have.length(1);
  });

  it('ends everything with exit 1 when the store cannot be opened again', async () => {
    const product = await start();
    const { port } = new URL(product.storeUri!);
    process.kill(pidOf(product, 'store started'), 'SIGKILL');
    const thief = await takePort(Number(port));
    expect(await product.ended).to.equal(1);
    thief.close();
    expect(product.logs()).to.include('the store did not start again');
    expect(pidsOf(product).filter(isAlive)).to.deep.equal([]);
  });

  it('leaves no child behind when it is killed itself', async () => {
    const product = await start();
    process.kill(product.pid, 'SIGKILL');
    await eventually(() => expect(pidsOf(product).filter(isAlive)).to.deep.equal([]));
    expect(traceOf(product).map(([step]) => step)).to.include.members([
      'web drained',
      'worker drained',
      'store drained',
    ]);
  });

  describe('refuses with one line, exit 1 and nothing left running', () => {
    it('on every wrong configuration key', async () => {
      const line = await refusal({ PORT: 'eighty', LOG_LEVEL: 'loud' });
      expect(line).to.match(/^configuration: PORT must be a number; LOG_LEVEL must be one of/);
    });

    it('on a port in use', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await sleep(50);
      const { port } = server.address() as { port: number };
      expect(await refusal({ PORT: String(port) })).to.equal(`PORT: 127.0.0.1:${port} is in use`);
      expect(await refusal({ STORE_PORT: String(port) })).to.equal(`STORE_PORT: 127.0.0.1:${port} is in use`);
      server.close();
    });

    it('on a data folder that cannot be written', async () => {
      const file = join(makeTempFolder('occupied'), 'file');
      writeFileSync(file, '');
      expect(await refusal({ DATA_DIR: join(file, 'data') })).to.equal(
        `configuration: DATA_DIR ${join(file, 'data')} cannot be written (ENOTDIR)`,
      );
      if (process.platform === 'linux')
        expect(await refusal({ DATA_DIR: '/proc/data' })).to.equal(
          'configuration: DATA_DIR /proc/data cannot be written (ENOENT)',
        );
    });

    it('on a web process that does not start', async () => {
      expect(await refusal({ STAND_INS: 'web-fails' })).to.equal('web did not start (exit code 7)');
    });

    it('on migrations that fail', async () => {
      expect(await refusal({ STAND_INS: 'migrations-fail' })).to.equal('migrations failed (exit code 1)');
    });

    async function refusal(env: Record<string, string>): Promise<string> {
      const dataDir = env['DATA_DIR'] ?? makeTempFolder('refused');
      const { code, stdout, stderr } = await runToEnd({ ...STAND_INS, env: { DATA_DIR: dataDir, ...env } });
      expect(code).to.equal(1);
      expect(stdout).to.equal('');
      expect(pidsOf({ dataDir }).filter(isAlive)).to.deep.equal([]);
      return stderr.trimEnd();
    }
  });

  async function start(options: ProductOptions = {}): Promise<Product> {
    const product = await startProduct({ ...STAND_INS, ...options });
    started.push(product);
    return product;
  }
});

type Traced = Pick<Product, 'dataDir'>;

function traceOf({ dataDir }: Traced): [string, number][] {
  const file = join(dataDir, 'trace');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]);
}

function pidsOf(product: Traced): number[] {
  return [...new Set(traceOf(product).map(([, pid]) => pid))];
}

function pidOf(product: Traced, step: string): number {
  return traceOf(product).find(([name]) => name === step)![1];
}

/** Takes a port the moment whoever had it is gone. */
async function takePort(port: number): Promise<Server> {
  for (;;) {
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
      return server;
    } catch {
      await sleep(5);
    }
  }
}

async function isListening(uri: string): Promise<boolean> {
  const socket = connect(Number(new URL(uri).port), '127.0.0.1');
  const isOpen = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]);
  socket.destroy();
  return isOpen;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  return response.json();
}

async function eventually(check: () => unknown): Promise<void> {
  const deadline = performance.now() + 8000;
  for (;;) {
    try {
      return void (await check());
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(50);
    }
  }
}
