import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { VARIABLES } from '../../src/config/index.js';

describe('.env.example', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n');
  const names = lines.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);

  it('names every variable the product reads, required ones first, and no other', () => {
    expect(names).to.deep.equal(Object.keys(VARIABLES));
  });

  it('holds no secret', () => {
    const secrets = lines.filter((line) =>
      /^(FIELD_KEYS|LOOKUP_KEY|TOKEN_KEY|SESSION_SECRETS|SIGNING_KEYS|SMS_\w+_KEYS|SMTP_URL)=./.test(line),
    );
    expect(secrets).to.deep.equal([]);
  });
});
