import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { FieldCipher } from '../../../src/infrastructure/field-cipher.js';
import { rotateSealedValues } from '../../../src/infrastructure/key-rotation.js';
import { sealedBytes } from '../../../src/infrastructure/sealed-field.js';
import { sealedPaths } from '../../../src/sealed-paths.js';
import { useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';

const quietly = { commit: true, onProgress: () => undefined };

describe('rotating the field key', () => {
  const bureau = useBureau();
  const newKey = { id: 'new', key: randomBytes(32) };

  it('knows every path of every model that holds sealed bytes', () => {
    const declared = Object.values(bureau.connection.models).flatMap(({ schema, collection }) =>
      Object.entries(schema.paths)
        .filter(([, { instance }]) => instance === 'Buffer')
        .map(([path]) => `${collection.collectionName}.${path}`),
    );

    expect(sealedPaths.map(({ collection, path }) => `${collection}.${path}`)).to.have.members(declared);
  });

  it('seals everything with the new key, after which the old one is not needed to read it', async () => {
    const couple = generateCouple({ seed: 1 });
    const { reference } = await bureau.bookCouple(1);
    const both = new FieldCipher([newKey, ...bureau.config.keys.field]);
    for (const path of sealedPaths) await rotateSealedValues(bureau.connection, both, path, quietly);

    const again = await Promise.all(
      sealedPaths.map((path) => rotateSealedValues(bureau.connection, both, path, quietly)),
    );
    const appointment = await bureau.services.models.appointments.findOne({ reference }).lean();
    const opened = new FieldCipher([newKey]).open(sealedBytes(appointment!.personal), 'appointment.personal');

    expect(again.map(({ outdated }) => outdated)).to.deep.equal(sealedPaths.map(() => 0));
    expect(again.find(({ collection }) => collection === 'messages')?.sealed).to.be.greaterThan(0);
    expect(JSON.stringify(opened)).to.include(couple[0].document.number);
  });

  it('only counts in a dry run', async () => {
    const newest = new FieldCipher([{ id: 'newest', key: randomBytes(32) }, newKey]);
    const path = sealedPaths.find(({ collection }) => collection === 'appointments')!;

    const dry = await rotateSealedValues(bureau.connection, newest, path, { ...quietly, commit: false });

    expect(dry).to.deep.equal({ collection: 'appointments', sealed: 1, outdated: 1 });
    expect(
      (await rotateSealedValues(bureau.connection, newest, path, { ...quietly, commit: false })).outdated,
    ).to.equal(1);
  });
});
