import { expect } from 'chai';
import { divisionName, ownDivisionName } from '../../../src/features/divisions/index.js';
import { allDivisions } from '../../../src/features/divisions/divisions.js';

describe('names of divisions', () => {
  const cases: [code: string, chinese: string, english: string][] = [
    ['440300', '广东省深圳市', 'Shenzhen, Guangdong'],
    ['440305', '广东省深圳市南山区', 'Nanshan District, Shenzhen, Guangdong'],
    ['110105', '北京市朝阳区', 'Chaoyang District, Beijing'],
    ['500000', '重庆市', 'Chongqing'],
    ['350200', '福建省厦门市', 'Xiamen, Fujian'],
    ['341500', '安徽省六安市', "Lu'an, Anhui"],
    ['610100', '陕西省西安市', "Xi'an, Shaanxi"],
    ['140100', '山西省太原市', 'Taiyuan, Shanxi'],
    ['150100', '内蒙古自治区呼和浩特市', 'Hohhot, Inner Mongolia'],
    ['540100', '西藏自治区拉萨市', 'Lhasa, Tibet'],
    ['650100', '新疆维吾尔自治区乌鲁木齐市', 'Ürümqi, Xinjiang'],
    ['810003', '香港特别行政区东区', 'Eastern District, Hong Kong'],
    ['330382', '浙江省温州市乐清市', 'Yueqing, Wenzhou, Zhejiang'],
    ['371722', '山东省菏泽市单县', 'Shan County, Heze, Shandong'],
    ['610113', '陕西省西安市雁塔区', "Yanta District, Xi'an, Shaanxi"],
    ['610103', '陕西省西安市碑林区', "Beilin District, Xi'an, Shaanxi"],
    ['310115', '上海市浦东新区', 'Pudong New Area, Shanghai'],
    ['422800', '湖北省恩施土家族苗族自治州', 'Enshi Tujia and Miao Autonomous Prefecture, Hubei'],
    ['150122', '内蒙古自治区呼和浩特市托克托县', 'Togtoh County, Hohhot, Inner Mongolia'],
  ];
  for (const [code, chinese, english] of cases) {
    it(`${code} is ${chinese}, ${english}`, () => {
      expect(divisionName(code, 'zh-CN')).to.equal(chinese);
      expect(divisionName(code, 'en')).to.equal(english);
    });
  }

  it('names an abolished code by what it still belongs to, and an impossible one by itself', () => {
    expect(divisionName('440524', 'zh-CN')).to.equal('广东省汕头市');
    expect(divisionName('990000', 'en')).to.equal('990000');
  });

  it('has an English name in Latin letters for every division', () => {
    const odd = allDivisions().filter(
      ({ code }) => !/^[A-ZÜ][\p{Script=Latin}' ,.-]+$/u.test(ownDivisionName(code, 'en')),
    );
    expect(odd).to.deep.equal([]);
  });
});
