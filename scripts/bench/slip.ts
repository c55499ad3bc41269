import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
  createPassSigner,
  generateSigningKey,
  renderSlip,
  type ConfirmationView,
} from '../../src/features/confirmation/index.js';
import { findProjectRoot } from '../../src/config/index.js';
import { createI18n } from '../../src/infrastructure/i18n.js';
import { stopwatch } from '../../src/infrastructure/clock.js';

const WARM_UP_RUNS = 5;
const RUNS = 30;

export interface SlipBench {
  medianMs: number;
  bytes: number;
}

/** How long a warm process takes to render a slip, pass included, and how large it is. */
export async function benchSlip(): Promise<SlipBench> {
  const key = await generateSigningKey('bench');
  const signer = createPassSigner({ keys: [key], activeKid: key.kid });
  const t = createI18n(join(findProjectRoot(), 'locales')).fixedT('zh-CN');
  const render = async (): Promise<Buffer> => {
    const { reference, hall } = VIEW;
    const qrPayload = await signer.sign({ kind: 'appointment', reference, hall: hall.id, date: '2026-08-19' });
    return renderSlip(VIEW, { t, qrPayload });
  };
  for (let run = 0; run < WARM_UP_RUNS; run++) await render();
  const durations: number[] = [];
  let bytes = 0;
  for (let run = 0; run < RUNS; run++) {
    const elapsed = stopwatch();
    bytes = (await render()).length;
    durations.push(elapsed());
  }
  return { medianMs: median(durations), bytes };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return Math.round(middle * 100) / 100;
}

const VIEW: ConfirmationView = {
  language: 'zh-CN',
  reference: 'XY7K-9M2P-4T',
  business: 'marriage',
  state: 'confirmed',
  hall: {
    id: '66c1f0e2a1b2c3d4e5f60718',
    name: '龙岗区婚姻登记处',
    address: '深圳市龙岗区龙翔大道 8033 号',
    phone: '0755-28900001',
    transport: '地铁 3 号线龙城广场站 B 出口，步行 500 米；公交 365、811 路到区政府站。',
    timeZone: 'Asia/Shanghai',
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
        { code: 'declaration', text: '无配偶、无三代以内血亲关系的声明（现场签署）' },
      ],
    },
    {
      role: 'female',
      name: '𬌗*',
      document: { type: 'hm-permit', number: 'H01****567' },
      documents: [
        { code: 'hm-permit', text: '港澳居民来往内地通行证或港澳台居民居住证' },
        { code: 'notarised', text: '经公证的无配偶、无血亲关系声明' },
      ],
    },
  ],
  checkIn: { from: new Date('2026-08-19T08:30:00+08:00'), to: new Date('2026-08-19T09:15:00+08:00') },
  cancelUntil: new Date('2026-08-18T23:59:00+08:00'),
  policy: { lateAfterMinutes: 15, noShowLimit: 2, noShowWindowDays: 30, noShowBlockDays: 15 },
  uid: 'XY7K-9M2P-4T@xiyue',
  sequence: 0,
  updatedAt: new Date('2026-08-05T10:20:00+08:00'),
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${JSON.stringify({ slip: await benchSlip() })}\n`);
}
