import { expect } from 'chai';
import { checklistForLetter } from '../../../src/features/confirmation/index.js';
import { confirmationView, translate } from './support/confirmation-views.js';

const papers = (...codes: string[]) => codes.map((code) => ({ code, text: `the ${code}` }));
const person = (role: 'male' | 'female', ...codes: string[]) => ({
  role,
  name: '欧阳*',
  document: { type: 'resident-id' as const, number: '440***********1512' },
  documents: papers(...codes),
});

describe('the checklist in letters', () => {
  const both = confirmationView({
    parties: [person('male', 'resident-id', 'photos-joint'), person('female', 'passport')],
  });

  it('lists what each brings and, once for both, what the photographs must be, in either language', () => {
    expect(checklistForLetter(both, translate())).to.deep.equal({
      heading: '请携带',
      text: '请对照下面的清单备齐证件；如还需要其他材料，见预约页。',
      lists: [
        { heading: '男方', items: ['the resident-id'] },
        { heading: '女方', items: ['the passport'] },
        { heading: '照片', items: ['近 6 个月内两寸红底双方免冠合影 3 张。'] },
      ],
    });
    expect(checklistForLetter(both, translate('en')).lists.map(({ heading }) => heading)).to.deep.equal([
      'Man',
      'Woman',
      'Photos',
    ]);
  });

  it('leaves out whoever brings nothing', () => {
    const alone = confirmationView({ parties: [person('female', 'resident-id'), person('male')] });
    expect(checklistForLetter(alone, translate()).lists.map(({ heading }) => heading)).to.deep.equal(['女方', '照片']);
  });

  it('leaves out what tells that somebody serves, and does not let on that it did', () => {
    const serving = confirmationView({
      parties: [
        person('male', 'resident-id', 'soldier-card', 'soldier-marriage-certificate', 'photos-joint'),
        person('female', 'passport'),
      ],
    });
    expect(checklistForLetter(serving, translate())).to.deep.equal(checklistForLetter(both, translate()));
  });

  it('names nobody', () => {
    expect(JSON.stringify(checklistForLetter(both, translate()))).not.to.match(/欧阳|1512/);
  });
});
