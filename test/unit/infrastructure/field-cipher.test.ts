import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { FieldCipher, KeyedHash } from '../../../src/infrastructure/field-cipher.js';

const oldKey = { id: 'k1', key: randomBytes(32) };
const newKey = { id: 'k2', key: randomBytes(32) };

describe('FieldCipher', () => {
  const cipher = new FieldCipher([newKey, oldKey]);

  it('gives back what was sealed, whatever the characters', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(cipher.open(cipher.seal(value, 'test'), 'test')).to.deep.equal(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('never seals the same value to the same bytes, and shows nothing of it', () => {
    const number = '11010519491231002X';
    const [first, second] = [cipher.seal(number, 'test'), cipher.seal(number, 'test')];

    expect(first.equals(second)).to.equal(false);
    expect(first.includes(Buffer.from('1949'))).to.equal(false);
  });

  it('opens what a retired key sealed, and seals with the first key', () => {
    const sealedBefore = new FieldCipher([oldKey]).seal('张三', 'test');

    expect(cipher.open(sealedBefore, 'test')).to.equal('张三');
    expect(cipher.isSealedWithActiveKey(sealedBefore)).to.equal(false);
    expect(cipher.isSealedWithActiveKey(cipher.seal('张三', 'test'))).to.equal(true);
  });

  it('refuses a changed byte, another context and an unknown key', () => {
    const sealed = cipher.seal('张三', 'appointment.personal');
    const changed = Buffer.from(sealed);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;

    expect(() => cipher.open(changed, 'appointment.personal')).to.throw();
    expect(() => cipher.open(sealed, 'message.content')).to.throw();
    expect(() => new FieldCipher([oldKey]).open(sealed, 'appointment.personal')).to.throw('k2');
  });
});

describe('KeyedHash', () => {
  const hash = new KeyedHash(randomBytes(32));

  it('finds the same input again, for the same purpose and key only', () => {
    const other = new KeyedHash(randomBytes(32));

    expect(hash.of('phone', '13800138000')).to.equal(hash.of('phone', '13800138000'));
    expect(hash.of('person', '13800138000')).not.to.equal(hash.of('phone', '13800138000'));
    expect(other.of('phone', '13800138000')).not.to.equal(hash.of('phone', '13800138000'));
  });

  it('does not confuse where the purpose ends and the input begins', () => {
    expect(hash.of('a', 'bc')).not.to.equal(hash.of('ab', 'c'));
  });

  it('says whether a candidate matches', () => {
    expect(hash.matches('manage', 'id', hash.of('manage', 'id'))).to.equal(true);
    expect(hash.matches('manage', 'id', hash.of('manage', 'other'))).to.equal(false);
    expect(hash.matches('manage', 'id', '')).to.equal(false);
  });
});
