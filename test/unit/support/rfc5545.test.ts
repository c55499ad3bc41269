import { expect } from 'chai';
import { faultsInCalendar } from '../../support/rfc5545.js';

const ZONE = `BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:19920101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
END:STANDARD
END:VTIMEZONE`;

const ALARM = `BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT2H
DESCRIPTION:预约
END:VALARM`;

const REQUEST = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
METHOD:REQUEST
${ZONE}
BEGIN:VEVENT
UID:one@test
SEQUENCE:1
DTSTAMP:20261101T000000Z
DTSTART;TZID=Asia/Shanghai:20261109T090000
DTEND;TZID=Asia/Shanghai:20261109T093000
SUMMARY:预约\\, 结婚\\; “a\\\\b”\\n第二行
GEO:22.5;114.05
ORGANIZER;CN="登记处, 福田":mailto:hall@example.com
ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:couple%2Bus@example.com
STATUS:CONFIRMED
${ALARM}
END:VEVENT
END:VCALENDAR
`;

const CANCEL = REQUEST.replace('METHOD:REQUEST', 'METHOD:CANCEL')
  .replace('STATUS:CONFIRMED', 'STATUS:CANCELLED')
  .replace(`${ALARM}\n`, '');

describe('faultsInCalendar', () => {
  it('finds nothing in what is valid', () => {
    const allDay = without(REQUEST, 'METHOD', 'ATTENDEE', 'ORGANIZER')
      .replace(/DTSTART;TZID.*/, 'DTSTART;VALUE=DATE:20261109')
      .replace(/DTEND;TZID.*/, 'DTEND;VALUE=DATE:20261110\nRRULE:FREQ=DAILY;UNTIL=20261112');
    const utc = REQUEST.replace(/DTSTART;TZID.*/, 'DTSTART:20261109T010000Z').replace(/DTEND;TZID.*/, 'DURATION:PT30M');
    const folded = REQUEST.replace('SUMMARY:预约', `SUMMARY:${'预约预约\n '.repeat(20)}`);
    for (const calendar of [REQUEST, CANCEL, allDay, utc, folded])
      expect(faultsIn(calendar), calendar).to.deep.equal([]);
  });

  const put = (what: string, instead: string | RegExp) => (calendar: string) => calendar.replace(instead, what);

  const faults: [title: string, change: (calendar: string) => string, expected: RegExp, calendar?: string][] = [
    ['a control character', put('SUMMARY:a\u0007b', /SUMMARY:.*/), /not a content line/],
    ['a line that is no content line', put('SUMMARY', /SUMMARY:.*/), /not a content line/],
    ['an open quotation', put('ORGANIZER;CN="a:mailto:a@b.c', /ORGANIZER.*/), /not a content line/],
    ['an empty line', put('\nSTATUS', '\nSTATUS'.slice(1)), /is empty/],
    ['an unclosed component', put('', 'END:VEVENT\n'), /closes something else/],
    ['a property after a component', put('END:VALARM\nCLASS:PRIVATE', 'END:VALARM'), /comes after a component/],
    ['two calendars', (calendar) => calendar + calendar, /not one VCALENDAR/],
    ['no VERSION', without1('VERSION'), /VCALENDAR has 0 VERSION/],
    ['another VERSION', put('VERSION:1.0', 'VERSION:2.0'), /VERSION is not 2.0/],
    ['no PRODID', without1('PRODID'), /VCALENDAR has 0 PRODID/],
    ['no UID', without1('UID'), /VEVENT has 0 UID/],
    ['two UID', put('UID:a\nUID:b', /UID:.*/), /VEVENT has 2 UID/],
    ['no DTSTAMP', without1('DTSTAMP'), /VEVENT has 0 DTSTAMP/],
    ['a DTSTAMP that is not UTC', put('DTSTAMP:20261101T000000', /DTSTAMP.*/), /DTSTAMP is wrong/],
    ['two SUMMARY', put('SUMMARY:a\nSUMMARY:b', /SUMMARY.*/), /VEVENT has 2 SUMMARY/],
    ['an unknown property', put('TZURLS:x\nSTATUS', 'STATUS'), /may not have TZURLS/],
    ['a component in the wrong place', put(`${ALARM}\nBEGIN:VEVENT`, 'BEGIN:VEVENT'), /VCALENDAR has a VALARM/],
    ['no component', put('', /BEGIN:VTIMEZONE[^]*END:VEVENT\n/), /has no component/],
    ['the same event twice', (calendar) => calendar.replace(/BEGIN:VEVENT[^]*END:VEVENT\n/, '$&$&'), /two events are/],
    [
      'a day that does not exist',
      put('DTSTART;TZID=Asia/Shanghai:20261131T090000', /DTSTART;TZID.*/),
      /DTSTART is wrong/,
    ],
    ['a zoned time in UTC', put('DTSTART;TZID=Asia/Shanghai:20261109T090000Z', /DTSTART;TZID.*/), /DTSTART is wrong/],
    ['an end before the start', put('DTEND;TZID=Asia/Shanghai:20261109T083000', /DTEND.*/), /not later than/],
    ['an end at the start', put('DTEND;TZID=Asia/Shanghai:20261109T090000', /DTEND.*/), /not later than/],
    ['an end of another kind', put('DTEND;VALUE=DATE:20261110', /DTEND.*/), /not of one kind/],
    ['an end and a duration', put('DURATION:PT1H\nSTATUS', 'STATUS'), /DTEND and DURATION/],
    ['a zone that is not described', put('', `${ZONE}\n`), /no VTIMEZONE describes Asia\/Shanghai/],
    ['a zone that begins too late', put('DTSTART:20270101T000000', 'DTSTART:19920101T000000'), /begins after/],
    ['a zone that lies', put('TZOFFSETTO:+0900', 'TZOFFSETTO:+0800'), /is not what it says/],
    ['a zone without observance', put('', /BEGIN:STANDARD[^]*END:STANDARD\n/), /no observance/],
    ['a wrong offset', put('TZOFFSETTO:+8', 'TZOFFSETTO:+0800'), /TZOFFSETTO is wrong/],
    ['a comma that is not escaped', put('SUMMARY:a, b', /SUMMARY.*/), /SUMMARY is wrong/],
    ['a semicolon that is not escaped', put('SUMMARY:a; b', /SUMMARY.*/), /SUMMARY is wrong/],
    ['a lonely backslash', put('SUMMARY:a\\\\\\b', /SUMMARY.*/), /SUMMARY is wrong/],
    ['an escaped quotation mark in a parameter', put('ORGANIZER;CN="a\\b":mailto:a@b.c', /ORGANIZER.*/), /CN is wrong/],
    ['an organizer without a scheme', put('ORGANIZER:hall@example.com', /ORGANIZER.*/), /ORGANIZER is wrong/],
    ['a mailbox that is none', put('ORGANIZER:mailto:hall', /ORGANIZER.*/), /ORGANIZER is wrong/],
    ['an address with a wrong octet', put('ATTENDEE:mailto:a%zz@b.c', /ATTENDEE.*/), /ATTENDEE is wrong/],
    ['an address that was escaped as text', put('ATTENDEE:mailto:a\\;b@b.c', /ATTENDEE.*/), /ATTENDEE is wrong/],
    ['a place on no globe', put('GEO:92;114', /GEO.*/), /GEO is wrong/],
    ['a STATUS of another component', put('STATUS:COMPLETED', 'STATUS:CONFIRMED'), /STATUS is wrong/],
    ['a SEQUENCE below nought', put('SEQUENCE:-1', /SEQUENCE.*/), /SEQUENCE is wrong/],
    ['an unknown RSVP', put('RSVP=NO', 'RSVP=FALSE'), /RSVP is wrong/],
    ['an unknown PARTSTAT', put('PARTSTAT=YES', 'PARTSTAT=ACCEPTED'), /PARTSTAT is wrong/],
    ['a rule without frequency', put('RRULE:COUNT=2\nSTATUS', 'STATUS'), /RRULE is wrong/],
    ['a rule that ends in local time', put('RRULE:FREQ=DAILY;UNTIL=20261112\nSTATUS', 'STATUS'), /UNTIL is not UTC/],
    ['an alarm without trigger', without1('TRIGGER'), /VALARM has 0 TRIGGER/],
    ['an alarm that shows nothing', put('', /DESCRIPTION.*\n/), /DISPLAY has no DESCRIPTION/],
    ['an unknown alarm', put('ACTION:RING', 'ACTION:DISPLAY'), /ACTION:RING is unknown/],
    ['an alarm that repeats without pause', put('REPEAT:2\nACTION', 'ACTION'), /DURATION or REPEAT/],
    ['a trigger that is no duration', put('TRIGGER:-2H', /TRIGGER.*/), /TRIGGER is wrong/],
    ['a request without organizer', without1('ORGANIZER'), /REQUEST needs ORGANIZER/],
    ['a request without attendee', without1('ATTENDEE'), /REQUEST needs ATTENDEE/],
    ['a request that is cancelled', put('STATUS:CANCELLED', 'STATUS:CONFIRMED'), /REQUEST may not be CANCELLED/],
    ['a publication with an attendee', put('METHOD:PUBLISH', 'METHOD:REQUEST'), /PUBLISH may not have ATTENDEE/],
    ['a method of nobody', put('METHOD:SEND', 'METHOD:REQUEST'), /METHOD is wrong/],
    ['a cancellation without sequence', without1('SEQUENCE'), /CANCEL needs SEQUENCE/, CANCEL],
    ['a cancellation without organizer', without1('ORGANIZER'), /CANCEL needs ORGANIZER/, CANCEL],
    ['a cancellation without state', without1('STATUS'), /CANCEL needs STATUS/, CANCEL],
    ['a cancellation without UID', without1('UID'), /VEVENT has 0 UID/, CANCEL],
    ['a cancellation that is confirmed', put('STATUS:CONFIRMED', 'STATUS:CANCELLED'), /CANCEL may not be/, CANCEL],
    ['a cancellation that rings', put(`${ALARM}\nEND:VEVENT`, 'END:VEVENT'), /may not have an alarm/, CANCEL],
    ['an event without start', (calendar) => without(calendar, 'METHOD', 'DTEND', 'DTSTART;TZID'), /no DTSTART/],
  ];

  for (const [title, change, expected, calendar = REQUEST] of faults)
    it(`finds ${title}`, () => {
      const changed = change(calendar);
      expect(changed).not.to.equal(calendar);
      expect(faultsIn(changed).join('\n')).to.match(expected);
    });

  it('finds lines that end otherwise, and an end without one', () => {
    expect(faultsInCalendar(REQUEST).join()).to.include('bare CR or LF');
    expect(faultsInCalendar(wire(REQUEST).trimEnd()).join()).to.include('does not end with CRLF');
  });

  it('counts octets, not characters, and finds a character that a fold splits', () => {
    const long = `SUMMARY:${'喜'.repeat(23)}`;
    expect(faultsIn(REQUEST.replace(/SUMMARY.*/, long)).join()).to.match(/has 77 octets/);
    const bytes = Buffer.from(wire(REQUEST.replace(/SUMMARY.*/, 'SUMMARY:喜约')));
    const inside = bytes.indexOf(Buffer.from('喜')) + 1;
    const split = Buffer.concat([bytes.subarray(0, inside), Buffer.from('\r\n '), bytes.subarray(inside)]);
    expect(faultsInCalendar(split).join()).to.match(/a fold splits a character/);
  });

  function faultsIn(calendar: string): string[] {
    return faultsInCalendar(wire(calendar));
  }

  function wire(calendar: string): string {
    return calendar.replaceAll('\n', '\r\n');
  }

  function without1(name: string) {
    return (calendar: string) => without(calendar, name);
  }
});

function without(calendar: string, ...names: string[]): string {
  return names.reduce((text, name) => text.replace(new RegExp(`^${name}.*\n`, 'm'), ''), calendar);
}
