import { expect } from 'chai';
import fc from 'fast-check';
import { obstacleTo, textInForce, type Version } from '../../../src/features/message-texts/text-in-force.js';
import { reminderTexts as texts } from './support/definitions.js';

const standard = texts.tones['warm']!;
const words = (mark: string) => ({ 'zh-CN': `{{date}}{{start}}${mark}`, en: `{{date}} {{start}} ${mark}` });
const version = (hall: string, number: number, more: Partial<Version> = {}): Version => ({
  hall,
  version: number,
  state: 'in-force',
  texts: words(`${hall}${number}`),
  ...more,
});
const inForce = (versions: Version[], more: object = {}) =>
  textInForce({
    halls: ['futian', '*'],
    versions,
    texts,
    standard,
    language: 'zh-CN',
    isNumbered: false,
    ...more,
  });

describe('textInForce', () => {
  it('is the product’s own text until somebody changes it', () => {
    expect(inForce([])).to.deep.equal({ text: standard['zh-CN'], version: 'standard' });
  });

  it('is the newest of the hall, else the newest of the bureau, never another hall’s', () => {
    const versions = [version('futian', 1), version('futian', 2), version('*', 9), version('nanshan', 11)];
    expect(inForce(versions)).to.include({ version: 'futian:2', hall: 'futian' });
    expect(inForce(versions, { halls: ['luohu', '*'] })).to.include({ version: '*:9', hall: '*' });
    expect(inForce(versions, { halls: ['luohu'] })).to.include({ version: 'standard' });
  });

  it('passes drafts and withdrawn versions over', () => {
    const versions = [
      version('futian', 1),
      version('futian', 2, { state: 'withdrawn' }),
      version('futian', 3, { state: 'draft' }),
    ];
    expect(inForce(versions).version).to.equal('futian:1');
  });

  it('goes back to the bureau’s text with a version that says so, and further back with the bureau’s', () => {
    const back = { texts: undefined } as unknown as Partial<Version>;
    const versions = [version('futian', 1), version('futian', 2, back), version('*', 1)];
    expect(inForce(versions).version).to.equal('*:1');
    expect(inForce([...versions, version('*', 2, back)]).version).to.equal('standard');
  });

  it('leaves the earlier text where a version no longer fits its kind', () => {
    const unfit = version('futian', 2, { texts: { ...words('x'), 'zh-CN': '{{date}}{{start}}{{gone}}' } });
    expect(inForce([version('futian', 1), unfit]).version).to.equal('futian:1');
    expect(inForce([version('futian', 1), unfit], { language: 'en' }).version).to.equal('futian:2');
  });

  it('waits for the carrier’s code where carriers take templates only, for each language by itself', () => {
    const coded = version('futian', 1, { carrierCodes: { 'zh-CN': 'T1', en: 'T2' } });
    const half = version('futian', 2, { carrierCodes: { en: 'T3' } });
    const versions = [coded, half];
    expect(inForce(versions, { isNumbered: true })).to.include({ version: 'futian:1', carrierCode: 'T1' });
    expect(inForce(versions, { isNumbered: true, language: 'en' })).to.include({
      version: 'futian:2',
      carrierCode: 'T3',
    });
    expect(inForce(versions)).to.include({ version: 'futian:2' }).and.not.to.have.property('carrierCode');
  });

  it('does not depend on the order in which the store gives the versions', () => {
    const some = [version('futian', 1), version('futian', 3), version('futian', 2), version('*', 4)];
    fc.assert(
      fc.property(fc.shuffledSubarray(some, { minLength: some.length }), (versions) => {
        expect(inForce(versions).version).to.equal('futian:3');
      }),
    );
  });
});

describe('obstacleTo', () => {
  it('names what keeps a version from being sent', () => {
    const asked = { texts, language: 'en', isNumbered: true } as const;
    expect(obstacleTo(version('futian', 1), asked)).to.equal('no-carrier-code');
    expect(obstacleTo(version('futian', 1, { carrierCodes: { en: 'T' } }), asked)).to.equal(undefined);
    expect(obstacleTo(version('futian', 1, { texts: { 'zh-CN': '', en: '' } }), asked)).to.equal('does-not-fit');
  });
});
