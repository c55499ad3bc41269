import { expect } from 'chai';
import { parseName, parsePhone } from '../../../src/features/eligibility/index.js';

const phone = (text?: string): string => {
  const parsed = parsePhone(text);
  return parsed.ok ? `${parsed.kind} ${parsed.phone}` : parsed.code;
};

const name = (text?: string): string => {
  const parsed = parseName(text);
  return parsed.ok ? parsed.name : parsed.code;
};

describe('phone numbers', () => {
  it('takes a mainland mobile however it is written', () => {
    const written = [
      '13800138000',
      '１３８００１３８０００',
      '138 0013 8000',
      '138-0013-8000',
      '+8613800138000',
      '008613800138000',
      '86 13800138000',
    ];
    for (const text of written) expect(phone(text), text).to.equal('mainland 13800138000');
  });

  it('takes any other number in E.164', () => {
    expect(phone('+852 9123 4567')).to.equal('international +85291234567');
    expect(phone('00447700900123')).to.equal('international +447700900123');
  });

  it('refuses what is neither', () => {
    for (const text of [
      '12800138000',
      '1380013800',
      '138001380000',
      '+8612345678901',
      '+86075512345678',
      '+0123456789',
      '91234567',
      '+12345',
      'call me',
      '{"$gt":""}',
    ]) {
      expect(phone(text), text).to.equal('phone-format');
    }
    expect(phone('')).to.equal('phone-missing');
    expect(phone(undefined)).to.equal('phone-missing');
  });
});

describe('names', () => {
  it('keeps a name as its owner writes it, rare characters included', () => {
    for (const text of [
      '李明',
      '𬌗强',
      '王㛃',
      '䶮',
      '欧阳娜娜',
      '买买提·艾山',
      "Sean O'Neill",
      'Jean-Pierre Müller',
      '山田 太郎',
      'Martin Luther Jr.',
      '김민준',
    ]) {
      expect(name(text), text).to.equal(text);
    }
  });

  it('makes widths, dots and spaces the same', () => {
    expect(name('　Ａｎｎａ　　Ｗｅｂｅｒ ')).to.equal('Anna Weber');
    for (const dot of '•・‧∙') expect(name(`买买提${dot}艾山`)).to.equal('买买提·艾山');
  });

  it('refuses what no document shows', () => {
    for (const text of [
      '李\u0000明',
      '李\n明',
      '李\u202e明',
      '李😀',
      '<b>李明</b>',
      '李明1',
      '张三；',
      '·李',
      '{"$gt":""}',
      '\ue000明',
      '{{7*7}}',
    ]) {
      expect(name(text), JSON.stringify(text)).to.equal('name-characters');
    }
  });

  it('counts characters, not their encoding', () => {
    expect(name('𬌗'.repeat(50))).to.equal('𬌗'.repeat(50));
    expect(name('𬌗'.repeat(51))).to.equal('name-too-long');
    expect(name('  ')).to.equal('name-missing');
    expect(name(undefined)).to.equal('name-missing');
  });
});
