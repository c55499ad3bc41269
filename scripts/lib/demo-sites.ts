import type { BookingPolicy, Hall, LaneShare } from '../../src/features/halls/index.js';

export const foreignLane: LaneShare = { lane: 'foreign', share: 0.4, minutesPerCouple: 30 };

export type DemoSite = Pick<
  Hall,
  'id' | 'name' | 'division' | 'address' | 'phone' | 'transport' | 'location' | 'foreignAuthority'
> & { marriageWindows: number; saturdayMorning: boolean; policy: Partial<BookingPolicy> };

/** Invented houses in real districts: the streets' numbers and the telephones belong to nobody. */
export const demoSites: readonly DemoSite[] = [
  {
    id: 'shenzhen-futian',
    name: { 'zh-CN': '深圳市福田区婚姻登记处（演示）', en: 'Futian Marriage Registry, Shenzhen (demo)' },
    division: '440304',
    address: { 'zh-CN': '深圳市福田区喜约路 520 号喜悦楼一层', en: 'Ground floor, 520 Xiyue Road, Futian, Shenzhen' },
    phone: '0755-80005201',
    transport: {
      'zh-CN': '地铁 2 号线莲花西站步行 6 分钟；公交“喜约路口”站；楼下有 40 个车位，喜日请乘公共交通。',
      en: 'Metro line 2 to Lianhua West, 6 minutes on foot; bus stop Xiyue Road; 40 parking places, full on festive days.',
    },
    location: { latitude: 22.5487, longitude: 114.0417 },
    foreignAuthority: true,
    marriageWindows: 3,
    saturdayMorning: true,
    policy: {},
  },
  {
    id: 'shenzhen-nanshan',
    name: { 'zh-CN': '深圳市南山区婚姻登记处（演示）', en: 'Nanshan Marriage Registry, Shenzhen (demo)' },
    division: '440305',
    address: {
      'zh-CN': '深圳市南山区同心大道 99 号海岸亭',
      en: 'Coast Pavilion, 99 Tongxin Avenue, Nanshan, Shenzhen',
    },
    phone: '0755-80005202',
    transport: {
      'zh-CN': '地铁 9 号线深湾公园站步行 8 分钟；公交“同心大道”站；无障碍坡道在东门。',
      en: 'Metro line 9 to Shenwan Park, 8 minutes on foot; bus stop Tongxin Avenue; step-free entrance at the east gate.',
    },
    location: { latitude: 22.5196, longitude: 113.9463 },
    foreignAuthority: false,
    marriageWindows: 2,
    saturdayMorning: false,
    policy: {},
  },
  {
    id: 'chengdu-wuhou',
    name: { 'zh-CN': '成都市武侯区婚姻登记处（演示）', en: 'Wuhou Marriage Registry, Chengdu (demo)' },
    division: '510107',
    address: { 'zh-CN': '成都市武侯区锦瑟巷 77 号', en: '77 Jinse Lane, Wuhou, Chengdu' },
    phone: '028-80005203',
    transport: {
      'zh-CN': '地铁 3 号线红牌楼站步行 5 分钟；公交“锦瑟巷”站；院内可停自行车。',
      en: 'Metro line 3 to Hongpailou, 5 minutes on foot; bus stop Jinse Lane; bicycle parking in the courtyard.',
    },
    location: { latitude: 30.6297, longitude: 104.0353 },
    foreignAuthority: false,
    marriageWindows: 2,
    saturdayMorning: false,
    policy: { release: { daysAhead: 15, at: '09:00' } },
  },
];
