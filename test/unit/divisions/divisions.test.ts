import { expect } from 'chai';
import {
  cityOf,
  findDivision,
  isWithin,
  listCities,
  listDistricts,
  listProvinces,
  provinceOf,
} from '../../../src/features/divisions/index.js';

const names = (divisions: { name: string }[]): string[] => divisions.map(({ name }) => name);

describe('divisions of GB/T 2260', () => {
  it('knows all 34 provinces, Taiwan, Hong Kong and Macao among them', () => {
    expect(listProvinces()).to.have.length(34);
    expect(names(listProvinces())).to.include.members(['台湾省', '香港特别行政区', '澳门特别行政区', '广东省']);
  });

  it('finds a division with its parents', () => {
    expect(findDivision('440305')).to.deep.equal({
      code: '440305',
      name: '南山区',
      level: 'district',
      parent: '440300',
    });
    expect(cityOf('440305')?.name).to.equal('深圳市');
    expect(provinceOf('440305')?.name).to.equal('广东省');
  });

  it('has no city between a municipality and its districts', () => {
    expect(names(listCities('110000'))).to.deep.equal(['北京市']);
    expect(listDistricts('110000')).to.have.length(16);
    expect(cityOf('110101')?.code).to.equal('110000');
    expect(cityOf('810001')?.name).to.equal('香港特别行政区');
  });

  it('lists a county governed by its province beside the cities', () => {
    expect(names(listCities('410000'))).to.include.members(['郑州市', '济源市']);
    expect(cityOf('419001')?.name).to.equal('济源市');
    expect(names(listCities('460000')).some((name) => name.includes('直辖'))).to.equal(false);
  });

  it('offers no statistical zone as a household, and no placeholder', () => {
    expect(names(listDistricts('320500')))
      .to.include('姑苏区')
      .and.not.include('苏州工业园区');
    expect(listDistricts('620200')).to.deep.equal([]);
  });

  it('still places a code that was abolished', () => {
    expect(findDivision('440524')).to.equal(undefined);
    expect(cityOf('440524')?.name).to.equal('汕头市');
    expect(provinceOf('440524')?.name).to.equal('广东省');
  });

  it('places nothing outside the country’s codes', () => {
    for (const code of ['990000', '000000', '44030', '4403055', '44O305', ''])
      expect(provinceOf(code), code).to.equal(undefined);
  });

  it('knows what lies within what', () => {
    expect(isWithin('440305', '440305')).to.equal(true);
    expect(isWithin('440305', '440300')).to.equal(true);
    expect(isWithin('440305', '440000')).to.equal(true);
    expect(isWithin('440305', '440304')).to.equal(false);
    expect(isWithin('440300', '440305')).to.equal(false);
    expect(isWithin('110105', '110000')).to.equal(true);
    expect(isWithin('419001', '410000')).to.equal(true);
  });
});
