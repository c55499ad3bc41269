import { expect } from 'chai';
import { day, flag, oneOf, optional, text, wholeNumber, withDefault } from '../../../scripts/lib/argument-kinds.js';
import { readArguments, WrongArguments } from '../../../scripts/lib/arguments.js';
import { startTimeOf } from '../../../scripts/lib/start-time.js';

const spec = {
  hall: text('the id of a hall'),
  date: day(),
  lane: optional(oneOf(['online', 'green'])),
  capacity: withDefault(wholeNumber(0, 100), 7),
  commit: flag(),
};

describe('arguments of an operators’ script', () => {
  it('are read with their defaults', () => {
    const read = readArguments(spec, ['--hall', 'futian', '--date=2026-11-09', '--commit']);
    expect(read).to.deep.equal({ hall: 'futian', date: '2026-11-09', lane: undefined, capacity: 7, commit: true });
  });

  it('are refused all at once, each by name', () => {
    const wrong = ['--date', '2026-02-30', '--lane', 'vip', '--capacity', '101', '--comit', 'x', '--commit=yes'];
    const { problems } = refusalOf(wrong);
    expect(problems).to.have.members([
      '--comit is unknown',
      'x is not expected',
      '--commit takes no value',
      '--hall is missing: the id of a hall',
      '--date needs a day YYYY-MM-DD',
      '--lane needs one of online, green',
      '--capacity needs a whole number from 0 to 100',
    ]);
  });

  it('do not take the next argument for a forgotten value', () => {
    expect(refusalOf(['--hall', '--commit', '--date', '2026-11-09']).problems).to.deep.equal([
      '--hall needs the id of a hall',
    ]);
  });

  it('name a start by the hall’s clock or by RFC 3339', () => {
    const on = { date: '2026-11-09', timeZone: 'Asia/Shanghai' };
    expect(startTimeOf('09:30', on)).to.equal('09:30');
    expect(startTimeOf('2026-11-09T01:30:00Z', on)).to.equal('09:30');
    expect(startTimeOf('2026-11-09T09:30:00+08:00', on)).to.equal('09:30');
    expect(startTimeOf('2026-11-08T09:30:00+08:00', on)).to.equal(undefined);
    expect(startTimeOf('9:30', on)).to.equal(undefined);
  });
});

function refusalOf(args: string[]): WrongArguments {
  try {
    readArguments(spec, args);
  } catch (error) {
    if (error instanceof WrongArguments) return error;
  }
  throw new Error('the arguments were taken');
}
