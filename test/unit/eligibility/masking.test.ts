import { expect } from 'chai';
import fc from 'fast-check';
import { maskDocumentNumber, maskName, maskPhone } from '../../../src/features/eligibility/index.js';

const visible = (masked: string): number => [...masked].filter((character) => character !== '*').length;

describe('masking', () => {
  it('shows the surname of a name', () => {
    const masked = ['张三', '张三丰', '欧阳锋', '欧阳娜娜', '欧阳', '王', '买买提·艾山', 'Anna Weber', '𬌗强', ''].map(
      maskName,
    );
    expect(masked).to.deep.equal(['张*', '张**', '欧阳*', '欧阳**', '欧*', '*', '买**', 'A***', '𬌗*', '']);
  });

  it('shows the first three and last four characters of a document number, less of a short one', () => {
    expect(maskDocumentNumber('11010519491231002X')).to.equal('110***********002X');
    expect(maskDocumentNumber('H12345678')).to.equal('H1*****78');
    expect(maskDocumentNumber('12345678')).to.equal('12****78');
    expect(maskDocumentNumber('AB123')).to.equal('A***3');
  });

  it('shows the beginning and the end of a phone', () => {
    expect(maskPhone('13800138000')).to.equal('138****8000');
    expect(maskPhone('+85291234567')).to.equal('+85******567');
  });

  it('never shows more of a number than allowed, nor more than half of it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9]{1,20}$/), (number) => {
        const masked = maskDocumentNumber(number);
        expect(masked).to.have.length(number.length);
        expect(visible(masked)).to.be.at.most(Math.min(7, number.length / 2));
        const [head = '', tail = ''] = masked.split(/\*+/);
        expect(head.length <= 3 && tail.length <= 4).to.equal(true);
        expect(number.startsWith(head) && number.endsWith(tail)).to.equal(true);
      }),
    );
  });

  it('never shows more of a name than the surname, nor how long it is beyond two characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), (name) => {
        fc.pre(!name.includes('*'));
        expect(visible(maskName(name))).to.be.at.most(2);
        expect([...maskName(name)].length).to.be.at.most(4);
      }),
    );
  });

  it('never shows more than seven digits of a phone', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(1[3-9]\d{9}|\+[1-9]\d{6,14})$/), (phone) => {
        expect(maskPhone(phone).replace(/[^\d]/g, '').length).to.be.at.most(7);
      }),
    );
  });
});
