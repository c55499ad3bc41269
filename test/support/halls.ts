import { DEFAULT_POLICY, type Hall } from '../../src/features/halls/index.js';

/** A hall in Shenzhen without foreign authority: two windows, half-hour slots of four places on the public lane. */
export function testHall(overrides: Partial<Hall> = {}): Hall {
  return {
    id: 'futian',
    name: { 'zh-CN': '福田测试登记处', en: 'Futian Test Registry' },
    division: '440304',
    address: { 'zh-CN': '福田区示例路 1 号', en: '1 Example Road, Futian' },
    phone: '0755-80000001',
    transport: { 'zh-CN': '地铁示例站 A 口', en: 'Example Station, exit A' },
    timeZone: 'Asia/Shanghai',
    location: { latitude: 22.54, longitude: 114.05 },
    foreignAuthority: false,
    services: [
      {
        business: 'marriage',
        windows: 2,
        slotMinutes: 30,
        minutesPerCouple: 10,
        lanes: [
          { lane: 'online', share: 0.7 },
          { lane: 'walk-in', share: 0.2 },
          { lane: 'green', share: 0.1 },
          { lane: 'foreign', share: 0.2, minutesPerCouple: 30 },
        ],
      },
      {
        business: 'divorce-application',
        windows: 1,
        slotMinutes: 60,
        minutesPerCouple: 30,
        lanes: [{ lane: 'online', share: 1 }],
      },
      {
        business: 'reissue-marriage',
        windows: 1,
        slotMinutes: 30,
        minutesPerCouple: 15,
        lanes: [{ lane: 'online', share: 1 }],
      },
      {
        business: 'counselling',
        windows: 1,
        slotMinutes: 60,
        minutesPerCouple: 60,
        lanes: [{ lane: 'online', share: 1 }],
      },
    ],
    opening: [1, 2, 3, 4, 5].flatMap((weekday) => [
      { weekday: weekday as 1, from: '09:00', to: '12:00' },
      { weekday: weekday as 1, from: '14:00', to: '17:00' },
    ]),
    exceptions: [],
    closures: [],
    policies: [{ from: '2020-01-01', ...DEFAULT_POLICY }],
    ...overrides,
  };
}

/** A hall in Nanshan that may also register couples with a party from outside the mainland. */
export function foreignHall(overrides: Partial<Hall> = {}): Hall {
  return testHall({
    id: 'nanshan',
    name: { 'zh-CN': '南山测试登记处', en: 'Nanshan Test Registry' },
    division: '440305',
    phone: '0755-80000002',
    location: { latitude: 22.53, longitude: 113.93 },
    foreignAuthority: true,
    ...overrides,
  });
}
