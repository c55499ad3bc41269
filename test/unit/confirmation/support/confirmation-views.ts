import { fileURLToPath } from 'node:url';

import type { ConfirmationView, Translate } from '../../../../src/features/confirmation/index.js';
import { createI18n } from '../../../../src/infrastructure/i18n.js';
import type { Language } from '../../../../src/infrastructure/language.js';

const i18n = createI18n(fileURLToPath(new URL('../../../../locales', import.meta.url)));

export function translate(language: Language = 'zh-CN'): Translate {
  return i18n.fixedT(language);
}

/** A marriage at a Shenzhen hall on Qixi; every part can be replaced. */
export function confirmationView(changes: Partial<ConfirmationView> = {}): ConfirmationView {
  return {
    language: 'zh-CN',
    reference: 'XY7K-9M2P-4T',
    business: 'marriage',
    state: 'confirmed',
    hall: {
      id: 'shenzhen-longgang',
      name: '龙岗区婚姻登记处',
      address: '深圳市龙岗区龙翔大道 8033 号',
      phone: '0755-28900001',
      transport: '地铁 3 号线龙城广场站 B 出口，步行 500 米；公交 365、811 路到区政府站。',
      timeZone: 'Asia/Shanghai',
      location: { latitude: 22.7204, longitude: 114.2477 },
    },
    start: new Date('2026-08-19T09:00:00+08:00'),
    end: new Date('2026-08-19T09:30:00+08:00'),
    lane: 'online',
    basis: 'nationwide',
    parties: [
      {
        role: 'male',
        name: '欧阳*',
        document: { type: 'resident-id', number: '440***********1512' },
        documents: [
          { code: 'resident-id', text: '本人有效居民身份证（临时身份证也可以）' },
          {
            code: 'declaration',
            text: '本人无配偶以及与对方当事人没有直系血亲和三代以内旁系血亲关系的声明（现场签署）',
          },
        ],
      },
      {
        role: 'female',
        name: '𬌗*',
        document: { type: 'hm-permit', number: 'H01****567' },
        documents: [
          { code: 'hm-permit', text: '港澳居民来往内地通行证或港澳台居民居住证' },
          { code: 'local-id', text: '香港居民身份证' },
          { code: 'notarised', text: '经公证机构公证的无配偶、无血亲关系声明（实务中 6 个月内有效）' },
        ],
      },
    ],
    checkIn: { from: new Date('2026-08-19T08:30:00+08:00'), to: new Date('2026-08-19T09:15:00+08:00') },
    cancelUntil: new Date('2026-08-18T23:59:00+08:00'),
    policy: { lateAfterMinutes: 15, noShowLimit: 2, noShowWindowDays: 30, noShowBlockDays: 15 },
    uid: 'XY7K-9M2P-4T@xiyue',
    sequence: 0,
    updatedAt: new Date('2026-08-05T10:20:00+08:00'),
    ...changes,
  };
}
