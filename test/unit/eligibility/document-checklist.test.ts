import { expect } from 'chai';
import type { EligibilityAnswer } from '../../../src/features/eligibility/index.js';
import { assess, mainland, party } from './question.js';

function checklist({ documents }: EligibilityAnswer, index: number): string[] {
  return documents.filter((document) => document.party === index).map(({ code }) => code);
}

describe('document checklist', () => {
  it('asks a mainland couple for identity cards and three joint photographs, and nothing else', () => {
    const answer = assess();
    expect(checklist(answer, 0)).to.deep.equal(['resident-id', 'declaration-marriage', 'photos-joint']);
    expect(checklist(answer, 1)).to.deep.equal(['resident-id', 'declaration-marriage']);
    expect(answer.documents).to.deep.include({ party: 0, code: 'photos-joint', params: { count: 3 } });
  });

  it('asked for household registers before the nationwide service, and in the pilots for the permit', () => {
    const parties = [mainland('male'), mainland('female', { residencePermit: { division: '440305' } })];
    const answer = assess({ date: '2024-05-20', today: '2024-05-01', parties });
    expect(checklist(answer, 0)).to.include('household-register').and.not.include('residence-permit');
    expect(checklist(answer, 1)).to.include.members(['household-register', 'residence-permit']);
  });

  it('asks each kind of party for its own proof', () => {
    const proofs: [ReturnType<typeof party>, string[]][] = [
      [party('female', 'hm-permit'), ['hm-permit', 'local-identity-card', 'single-declaration-notarised']],
      [party('female', 'tw-permit'), ['tw-permit', 'local-identity-card', 'single-declaration-notarised']],
      [party('female', 'hmt-residence'), ['hmt-residence', 'local-identity-card', 'single-declaration-notarised']],
      [party('female', 'passport', 'CN'), ['chinese-passport', 'single-certificate-authenticated']],
      [party('female', 'passport', 'FRA'), ['foreign-passport', 'single-certificate-apostille']],
      [party('female', 'foreign-pr'), ['foreign-pr', 'single-certificate-apostille']],
    ];
    for (const [outsider, expected] of proofs) {
      const answer = assess({ parties: [mainland('male'), outsider], hall: { foreignAuthority: true } });
      expect(checklist(answer, 1), outsider.document.type).to.deep.equal(expected);
    }
  });

  it('asked foreigners for legalisation before the apostille came into force', () => {
    const parties = [mainland('male'), party('female', 'passport', 'FR')];
    const on = (date: string): string[] =>
      checklist(assess({ date, today: date, parties, hall: { foreignAuthority: true } }), 1);
    expect(on('2023-11-06')).to.include('single-certificate-legalised');
    expect(on('2023-11-07')).to.include('single-certificate-apostille');
  });

  it('asks a soldier for the military document and, to marry, for the unit’s certificate', () => {
    const parties = [mainland('male', { soldier: true }), mainland('female')];
    expect(checklist(assess({ parties }), 0)).to.include.members([
      'resident-id',
      'soldier-card',
      'soldier-marriage-certificate',
    ]);
    const divorce = checklist(assess({ parties, business: 'divorce-application' }), 0);
    expect(divorce).to.include('soldier-card').and.not.include('soldier-marriage-certificate');
  });

  it('asks a divorcing couple for certificates, photographs and one agreement', () => {
    const answer = assess({ business: 'divorce-application' });
    expect(checklist(answer, 0)).to.deep.equal([
      ...['resident-id', 'declaration-divorce', 'marriage-certificate', 'photos-single'],
      'divorce-agreement',
    ]);
    expect(checklist(answer, 1)).to.deep.equal([
      'resident-id',
      'declaration-divorce',
      'marriage-certificate',
      'photos-single',
    ]);
    expect(checklist(assess({ business: 'divorce-issue' }), 0)).to.include('acceptance-receipt');
  });

  it('asks for hardly anything to be counselled', () => {
    expect(checklist(assess({ business: 'counselling', parties: [mainland('female')] }), 0)).to.deep.equal([
      'resident-id',
    ]);
  });
});
