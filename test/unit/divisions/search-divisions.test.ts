import { expect } from 'chai';
import { divisionName, searchDivisions } from '../../../src/features/divisions/index.js';

const found = (text: string, limit?: number): string[] =>
  searchDivisions(text, limit).map(({ code }) => divisionName(code, 'zh-CN'));

describe('searching divisions', () => {
  it('finds a city by name, with or without its suffix, before its districts', () => {
    expect(found('深圳')[0]).to.equal('广东省深圳市');
    expect(found('深圳市')[0]).to.equal('广东省深圳市');
    expect(found('深圳', 20)).to.include('广东省深圳市南山区');
  });

  it('finds every place of the same name', () => {
    expect(found('南山')).to.deep.equal(['黑龙江省鹤岗市南山区', '广东省深圳市南山区']);
    expect(found('深圳南山')).to.deep.equal(['广东省深圳市南山区']);
    expect(found('朝阳', 3)).to.have.members(['辽宁省朝阳市', '北京市朝阳区', '辽宁省朝阳市朝阳县']);
  });

  it('finds by pinyin, initials and English name, however they are written', () => {
    for (const text of ['shenzhen', 'Shen Zhen', 'ＳＨＥＮＺＨＥＮ'])
      expect(found(text)[0], text).to.equal('广东省深圳市');
    expect(found('sz')).to.include('广东省深圳市');
    expect(found("xi'an")[0]).to.equal('陕西省西安市');
    expect(found('urumqi')[0]).to.equal('新疆维吾尔自治区乌鲁木齐市');
    expect(found('inner mongolia')[0]).to.equal('内蒙古自治区');
    expect(found('hk', 10)).to.include('香港特别行政区');
    expect(found('yueqing')[0]).to.equal('浙江省温州市乐清市');
  });

  it('answers nothing to nothing, and never more than asked for', () => {
    for (const text of ['', '   ', '<script>', '$where', '𬌗']) expect(found(text), text).to.deep.equal([]);
    expect(found('a', 5).length).to.be.at.most(5);
  });
});
