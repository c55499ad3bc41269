import { expect } from 'chai';
import { newCalls, spokenNumber } from '../../../assets/js/desk/calls.js';

describe('the spoken call', () => {
  it('reads a number digit by digit', () => {
    expect(spokenNumber('M012')).to.equal('M 零幺二');
    expect(spokenNumber('D105')).to.equal('D 幺零五');
  });

  it('says each call once, and a number that is called again once more', () => {
    const said = new Set(['M001|1|1']);
    expect(newCalls(['M001|1|1', 'M002|2|1', ''], said)).to.deep.equal(['M002|2|1']);
    expect(newCalls(['M001|1|2'], said)).to.deep.equal(['M001|1|2']);
  });
});
