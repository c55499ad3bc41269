import {
  createWorkCalendar,
  divorceDates,
  instantAt,
  packagedHolidayYears,
  type WorkCalendar,
} from '../../../../src/features/calendar/index.js';
import { openingOn } from '../../../../src/features/halls/index.js';
import type { PlannedDefinition } from '../../../../src/features/notifications/index.js';
import { closeOfBusiness } from '../../../../src/features/divorce/divorce-deadlines.js';
import { dateKinds } from '../../../../src/features/divorce/messages/date-kinds.js';
import { DivorceKindTools } from '../../../../src/features/divorce/messages/divorce-kind-tools.js';
import type { DivorceSubject } from '../../../../src/features/divorce/messages/divorce-subject.js';
import { newsKinds } from '../../../../src/features/divorce/messages/news-kinds.js';
import { testHall } from '../../../support/halls.js';

const ZONE = 'Asia/Shanghai';
const tools = new DivorceKindTools({
  keys: { phone: (phone) => `#${phone}` },
  publicUrl: () => 'https://example.test',
});

export const packagedCalendar = createWorkCalendar(packagedHolidayYears());
export const definitions: PlannedDefinition<DivorceSubject>[] = [...newsKinds(tools), ...dateKinds(tools)];

export interface SubjectWish {
  calendar?: WorkCalendar;
  /** Hall-local time of the acceptance. */
  time?: string;
  record?: Partial<DivorceSubject['record']>;
  personal?: Partial<DivorceSubject['personal']>;
  hasVisit?: boolean;
}

/** An application accepted that day, with the dates that the calendar gives it. */
export function subjectAcceptedOn(acceptedOn: string, wish: SubjectWish = {}): DivorceSubject {
  const { calendar = packagedCalendar, time = '16:00', record = {}, personal = {}, hasVisit = false } = wish;
  const hall = testHall();
  const { provisional, ...dates } = divorceDates(acceptedOn, calendar, {
    isOfficeDay: (date) => openingOn(hall, date, calendar).length > 0,
  });
  const at = instantAt(acceptedOn, time, ZONE);
  const issued = record.dates ?? dates;
  return {
    hall,
    hasVisit,
    closings: {
      coolEnd: closeOfBusiness(hall, issued.coolEnd, calendar),
      issueEnd: closeOfBusiness(hall, issued.issueEnd, calendar),
    },
    personal: {
      receiptNumber: 'LH-7K3M-9Q2P',
      parties: [
        { name: '甲', number: '1', phone: '13800000001' },
        { name: '乙', number: '2', phone: '13800000002' },
      ],
      ...personal,
    },
    record: {
      _id: 'application',
      state: 'accepted',
      hall: hall.id,
      acceptedOn,
      dates,
      isProvisional: provisional,
      calendarVersion: '',
      parties: [
        { role: 'male', documentType: 'resident-id' },
        { role: 'female', documentType: 'resident-id' },
      ],
      personal: Buffer.alloc(0),
      receiptHash: '',
      partyKeys: [],
      searchKeys: [],
      counselling: { answer: 'declined', at },
      language: 'zh-CN',
      history: [{ action: 'accepted', at, actor: 'staff:r1' }],
      createdAt: at,
      updatedAt: at,
      ...record,
    },
  };
}
