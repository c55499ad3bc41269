import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { type Product, type ProductOptions, runToEnd, startProduct } from '../../support/product.js';

describe('npm start, the whole product', function () {
  this.timeout(120_000);
  const started: Product[] = [];

  afterEach(async () => {
    await Promise.all(started.splice(0).map((product) => product.stop()));
  });

  it('serves the demo bureau from an empty folder and stops within 10 seconds', async () => {
    const product = await start();
    expect((await fetch(`${product.url}/healthz`)).status).to.equal(200);
    expect((await fetch(`${product.url}/readyz`)).status).to.equal(200);
    expect(await hallsOf(product)).to.have.length(3);
    const began = performance.now();
    expect(await product.stop()).to.equal(0);
    expect(performance.now() - began).to.be.below(10_000);
    expect(await isListening(product.url)).to.equal(false);
    expect(await isListening(product.storeUri!)).to.equal(false);
  });

  it('finds its data again after a restart', async () => {
    const first = await start();
    const halls = await hallsOf(first);
    expect(halls).to.have.length(3);
    await first.stop();
    const second = await start({ env: { DATA_DIR: first.dataDir, DEMO: 'false' } });
    expect(await hallsOf(second)).to.deep.equal(halls);
  });

  it('runs twice side by side without meeting', async () => {
    const [full, empty] = await Promise.all([start(), start({ env: { DEMO: 'false' } })]);
    expect(await hallsOf(full)).to.have.length(3);
    expect(await hallsOf(empty)).to.deep.equal([]);
    await full.stop();
    expect((await fetch(`${empty.url}/readyz`)).status).to.equal(200);
  });

  it('is found by an operator’s script that knows its data folder, and needs not even run', async () => {
    const product = await start();
    const verify = () =>
      runToEnd({ script: 'scripts/run.mjs', scriptArgs: ['verify', '--json'], env: { DATA_DIR: product.dataDir } });
    const beside = await verify();
    expect(beside.code, beside.stderr).to.equal(0);
    const { checked, violations } = JSON.parse(beside.stdout) as { checked: object; violations: unknown[] };
    expect(violations).to.deep.equal([]);
    process.kill(product.pid, 'SIGKILL');
    await product.ended;
    for (let tries = 0; tries < 100 && (await isAnyListening(product)); tries += 1) await sleep(100);
    const alone = await verify();
    expect(alone.code, alone.stderr).to.equal(0);
    expect((JSON.parse(alone.stdout) as { checked: object }).checked).to.deep.equal(checked);
  });

  it('leaves nothing running when it is killed', async () => {
    const product = await start({ env: { DEMO: 'false' } });
    process.kill(product.pid, 'SIGKILL');
    for (let tries = 0; tries < 100 && (await isAnyListening(product)); tries += 1) await sleep(100);
    expect(await isAnyListening(product)).to.equal(false);
  });

  async function start(options: ProductOptions = {}): Promise<Product> {
    const product = await startProduct(options);
    started.push(product);
    return product;
  }
});

async function hallsOf({ storeUri }: Product): Promise<string[]> {
  const client = new MongoClient(storeUri!);
  try {
    const halls = await client.db().collection('halls').find().sort({ _id: 1 }).toArray();
    return halls.map(({ _id }) => String(_id));
  } finally {
    await client.close();
  }
}

async function isAnyListening({ url, storeUri }: Product): Promise<boolean> {
  return (await isListening(url)) || (await isListening(storeUri!));
}

async function isListening(address: string): Promise<boolean> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
