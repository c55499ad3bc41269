import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { makeTempFolder } from '../../support/temp-folder.js';

const run = promisify(execFile);

describe('development keys', function () {
  this.timeout(30_000);

  it('are the same for processes that start together', async () => {
    const dataDir = makeTempFolder('keys');
    const script = `import { loadDevKeys } from './src/infrastructure/dev-keys.ts';
      console.log(JSON.stringify(loadDevKeys(${JSON.stringify(dataDir)})));`;
    const start = () => run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    const outputs = await Promise.all(Array.from({ length: 6 }, start));
    expect(new Set(outputs.map(({ stdout }) => stdout)).size).to.equal(1);
  });
});
