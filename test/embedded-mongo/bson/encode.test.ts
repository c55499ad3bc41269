import { deserialize } from 'bson';
import { expect } from 'chai';
import { encodeDocument } from '../../../src/infrastructure/embedded-mongo/bson/encode.js';

describe('encodeDocument', () => {
  it('keeps every type byte when a nested value outgrows the buffer', () => {
    // Sizes around each doubling of the buffer, so that the growth falls into names, types, texts and arrays alike.
    for (const size of [64, 128, 256].flatMap((kib) => [-40, -20, -9, -5, 0, 7].map((off) => kib * 1024 + off))) {
      const document = {
        cursor: { batch: Array.from({ length: 40 }, (_, index) => ({ index, text: 'x'.repeat(size / 39) })) },
      };

      expect(deserialize(encodeDocument(document))).to.deep.equal(document);
    }
  });
});
