import { expect } from 'chai';
import { closuresEditor, closureKey } from '../../../src/features/hall-office/editors/closures.editor.js';
import type { Editor, Reading, Situation } from '../../../src/features/hall-office/editors/editor.js';
import { exceptionsEditor } from '../../../src/features/hall-office/editors/exceptions.editor.js';
import { openingEditor } from '../../../src/features/hall-office/editors/opening.editor.js';
import { policiesEditor } from '../../../src/features/hall-office/editors/policies.editor.js';
import { serviceEditor } from '../../../src/features/hall-office/editors/service.editor.js';
import { typedOf } from '../../../src/features/hall-office/form-texts.js';
import { readChange } from '../../../src/features/hall-office/hall-change.schema.js';
import { foreignHall, testHall } from '../../support/halls.js';

const TODAY = '2026-11-02';
const CLOSED = { from: '2026-11-05', to: '2026-11-05', reason: { 'zh-CN': '停电', en: 'Power cut' } };
const closing = { from: '2026-11-03', part: 'day', scope: 'hall', reason: '停电' };

describe('the editors of a hall', () => {
  const situation: Situation = { hall: testHall(), today: TODAY, params: { business: 'marriage' } };

  for (const [name, editor] of Object.entries({ openingEditor, serviceEditor, policiesEditor }))
    it(`read back with no change what they show: ${name}`, () => {
      const change = changeOf(editor.read(editor.values(situation), situation));
      const { opening, services, policies } = situation.hall;
      if (change.kind === 'opening') expect(change.opening).to.have.deep.members(opening);
      else if (change.kind === 'service') expect(change.service).to.deep.equal(services[0]);
      else if (change.kind === 'policy')
        expect({ ...change.policy, rollCoolingEnd: undefined, from: policies[0]?.from }).to.deep.equal({
          ...policies[0],
          rollCoolingEnd: undefined,
        });
      else expect.fail(change.kind);
    });

  const hall = testHall({ closures: [CLOSED], exceptions: [{ date: '2026-11-07', hours: [], note: CLOSED.reason }] });
  const changing: [string, Editor, Record<string, string>, Partial<Situation>?][] = [
    ['closing half a day', closuresEditor, { ...closing, part: 'afternoon' }],
    ['closing hours', closuresEditor, { ...closing, part: 'hours', 'h.0.from': '10:00', 'h.0.to': '11:00' }],
    ['closing windows', closuresEditor, { ...closing, scope: 'windows', business: 'marriage', count: '2' }],
    ['reopening', closuresEditor, { reopen: closureKey(CLOSED) }],
    ['a special day', exceptionsEditor, { date: '2026-11-14', 'h.0.from': '09:00', 'h.0.to': '12:00', note: '加班' }],
    ['no special day', exceptionsEditor, { remove: '2026-11-07' }],
    ['no such business', serviceEditor, { remove: '1' }],
    [
      'windows of a foreign lane',
      serviceEditor,
      { windows: '3', slotMinutes: '30', minutesPerCouple: '15', 'foreign.share': '20', 'foreign.minutes': '40' },
      { hall: foreignHall() },
    ],
  ];
  for (const [name, editor, typed, over] of changing)
    it(`describe a change that survives its way through the preview: ${name}`, () => {
      const change = changeOf(editor.read(typedOf(typed), { ...situation, hall, ...over }));
      expect(readChange(JSON.stringify(change))).to.deep.equal(change);
    });

  const refused: [string, Editor, Record<string, string>, string[]][] = [
    ['a day that has passed', closuresEditor, { ...closing, from: '2026-11-01' }, ['from:past', 'to:past']],
    ['an end before the beginning', closuresEditor, { ...closing, to: '2026-11-02' }, ['to:range-reversed']],
    ['more than a year', closuresEditor, { ...closing, to: '2028-01-01' }, ['to:range-too-long']],
    ['hours that are missing', closuresEditor, { ...closing, part: 'hours' }, ['h.0.from:required']],
    [
      'more windows than there are',
      closuresEditor,
      { ...closing, scope: 'windows', business: 'marriage', count: '3' },
      ['count:too-large'],
    ],
    ['a closure that is not there', closuresEditor, { reopen: 'x' }, ['from:not-there']],
    ['a special day without a note', exceptionsEditor, { date: '2026-11-14' }, ['note:required']],
    ['half a span', exceptionsEditor, { date: '2026-11-14', 'h.1.from': '09:00', note: 'x' }, ['h.1.to:required']],
    [
      'spans that overlap',
      exceptionsEditor,
      { date: '2026-11-14', 'h.0.from': '09:00', 'h.0.to': '12:00', 'h.1.from': '11:00', 'h.1.to': '13:00', note: 'x' },
      ['h.1.from:hours-overlap'],
    ],
    ['a hall that never opens', openingEditor, {}, ['d1.0.from:never-open']],
    [
      'a business without a lane',
      serviceEditor,
      { windows: '1', slotMinutes: '30', minutesPerCouple: '10' },
      ['online.share:no-lane'],
    ],
    [
      'a couple longer than the slot',
      serviceEditor,
      { windows: '1', slotMinutes: '30', minutesPerCouple: '40', 'online.share': '100' },
      ['minutesPerCouple:couple-longer-than-slot'],
    ],
    [
      'a number that is none',
      serviceEditor,
      { windows: 'two', slotMinutes: '30', minutesPerCouple: '10', 'online.share': '100' },
      ['windows:not-number'],
    ],
    ['a policy that is in force', policiesEditor, { remove: '2020-01-01' }, ['from:not-there']],
  ];
  for (const [name, editor, typed, expected] of refused)
    it(`refuse ${name}, at its field`, () => {
      const reading = editor.read(typedOf(typed), situation);
      expect('errors' in reading && reading.errors.map(({ field, code }) => `${field}:${code}`)).to.deep.equal(
        expected,
      );
    });

  it('take full-width digits for digits and leave the punctuation of a sentence alone', () => {
    expect(typedOf({ count: '２', reason: '停电，检修（一天）', list: ['x'] })).to.deep.equal({
      count: '2',
      reason: '停电，检修（一天）',
    });
  });

  it('take back no change that no preview could have shown', () => {
    const sent = [
      { kind: 'service', service: { business: 'marriage', windows: 0 } },
      { kind: 'closed', closure: { ...CLOSED, extra: 1 } },
      { kind: 'constructor' },
      { kind: 'exception-removed', date: { $gt: '' } },
      { kind: 'reopened', closure: { from: '2026-11-05', to: '2026-11-05', hours: { from: '9', to: '25:00' } } },
      null,
      [],
    ];
    for (const change of sent) expect(readChange(JSON.stringify(change)), JSON.stringify(change)).to.equal(undefined);
  });

  function changeOf(reading: Reading) {
    if ('errors' in reading) throw new Error(JSON.stringify(reading.errors));
    return reading.change;
  }
});
