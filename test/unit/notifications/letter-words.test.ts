import { expect } from 'chai';
import { appointmentPaths, CONTACT_ROLE, LETTER_ROLE } from '../../../src/features/appointments/index.js';
import { bookingPaths } from '../../../src/features/booking/index.js';
import { type Language, LANGUAGES } from '../../../src/infrastructure/language.js';
import { appointment, appointmentKinds } from './support/appointments.js';

const REMINDERS = ['appointment-in-three-days', 'appointment-tomorrow', 'appointment-today'];

describe('the words of letters about appointments', () => {
  const { definitions } = appointmentKinds();

  it('name the reference, and what else is asked for where their link leads', () => {
    for (const { kind } of definitions)
      for (const [language, expected] of [
        ['zh-CN', { heading: '预约编号 ML82K0WQ5T', text: /编号和预约用的手机号/ }],
        ['en', { heading: 'Reference ML82K0WQ5T', text: /reference and the phone/ }],
      ] as const) {
        const section = letter(kind, language)?.sections?.at(-1);
        expect(section?.heading, kind).to.equal(expected.heading);
        expect(section?.text, kind).to.match(expected.text);
      }
  });

  it('are headed for whoever reads them, with day, time and registry', () => {
    const headings = definitions.map(({ kind }) => [kind, letter(kind, 'en')?.subject]);
    const when = 'Mon 9 Nov 09:00';
    for (const [kind, heading] of headings) expect(heading, kind).to.include(` · ${when} · `);
    expect(Object.fromEntries(headings)['appointment-in-three-days']).to.match(/^Your appointment: what to bring · /);
    expect(letter('appointment-in-three-days', 'zh-CN')?.subject).to.match(/^预约提醒：请带好证件 · /);
  });

  it('count no days in their heading, because an outage or a reader may be late', () => {
    for (const kind of REMINDERS) {
      expect(letter(kind, 'zh-CN')?.subject, kind).not.to.match(/天前|三天|前一天|明天|今天|当天|早上|晚上/);
      expect(letter(kind, 'en')?.subject, kind).not.to.match(/three|days|before|tomorrow|today|morning|evening/i);
    }
  });

  it('send to a list, and not to a link for it, where the list stands below', () => {
    const { texts } = kindOf('appointment-in-three-days');
    for (const words of Object.values(texts.tones)) {
      expect(words['zh-CN']).to.match(/清单备齐证件。查看、改期或取消：\{\{link\}\}/);
      expect(words.en).to.match(/against your list\. View, move or cancel: \{\{link\}\}/);
    }
  });

  it('lead to booking when the registry called it off, as the text message does', () => {
    const booking = 'https://xiyue.example/book';
    expect(appointmentPaths.book).to.equal(bookingPaths.start);
    for (const role of [LETTER_ROLE, CONTACT_ROLE]) {
      expect(linkOf('appointment-called-off', role)).to.equal(booking);
      expect(linkOf('appointment-cancelled', role)).not.to.equal(booking);
    }
  });

  it('hold no key to the appointment', () => {
    for (const { kind } of definitions) {
      const own = '/manage/ML82K0WQ5T/';
      expect(linkOf(kind, LETTER_ROLE), kind).not.to.include(own);
      for (const language of LANGUAGES) expect(JSON.stringify(letter(kind, language)), kind).not.to.include(own);
    }
  });

  function kindOf(kind: string) {
    return definitions.find((each) => each.kind === kind) ?? expect.fail(`there is no message ${kind}`);
  }

  function about(role: string, language: Language) {
    const subject = appointment({
      date: '2026-11-09',
      start: '09:00',
      bookedAt: '2026-10-26T09:00:00+08:00',
      email: 'li@example.com',
    });
    const channel = role === LETTER_ROLE ? 'email' : 'sms';
    const recipient = { role, channel, address: 'x', addressHash: 'x', language } as const;
    return { subject, occasion: { recipient, dueAt: new Date(0) } };
  }

  function letter(kind: string, language: Language) {
    const { subject, occasion } = about(LETTER_ROLE, language);
    return kindOf(kind).mail?.(subject, occasion, language);
  }

  function linkOf(kind: string, role: string) {
    const { subject, occasion } = about(role, 'zh-CN');
    return kindOf(kind).variables(subject, occasion, 'zh-CN')['link'];
  }
});
