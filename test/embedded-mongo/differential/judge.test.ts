import { expect } from 'chai';
import { Int32 } from 'bson';
import type { Command } from './domain.js';
import { judge, type Verdict } from './judge.js';
import type { Pattern } from './reference/keys.js';
import { Model } from './reference/model.js';

const notArray = 40081;
const filter = { $expr: { $in: [new Int32(1), '$b'] } };

/** By `a`, a document that matches, one on which the filter fails, and another match. */
function modelOf(): Model {
  const model = new Model();
  [[new Int32(1)], null, [new Int32(1)]].forEach((b, i) => {
    model.insert({ _id: new Int32(i), a: new Int32(i), b });
  });
  return model;
}

function find(page: { sort?: Pattern; skip?: number; limit: number }): Command {
  return { do: 'find', filter, skip: 0, ...page };
}

function judged(command: Command): Verdict | undefined {
  return judge(modelOf(), command);
}

describe('The judge of a filter that fails on a document', () => {
  const owed: [string, Command][] = [
    ['without a limit', find({ limit: 0 })],
    ['where fewer match than the limit', find({ limit: 3 })],
    ['before the last match in the order', find({ sort: { a: 1 }, limit: 2 })],
    ['before the last match after what is skipped', find({ sort: { a: -1 }, skip: 1, limit: 1 })],
    ['when counted', { do: 'count', filter }],
    ['where nothing matches', { do: 'delete', filter: { a: new Int32(1), ...filter } }],
  ];
  for (const [title, command] of owed)
    it(`demands the refusal ${title}`, () => {
      expect(judged(command)).to.deep.equal({ codes: [notArray] });
    });

  const open: [string, Command][] = [
    ['no order says what comes first', find({ limit: 1 })],
    ['it is as good as the last match', find({ sort: { c: 1 }, limit: 2 })],
    ['it comes after the last match', find({ sort: { a: 1 }, limit: 1 })],
    ['it comes after the last match, backwards', find({ sort: { a: -1 }, limit: 1 })],
  ];
  for (const [title, command] of open)
    it(`takes the refusal or the right documents where ${title}`, () => {
      const { codes, check } = judged(command) ?? { codes: [] };
      expect(codes).to.deep.equal([notArray]);
      expect(check?.({ documents: [] })).to.match(/^0 documents instead of [12]$/);
      expect(check?.({ documents: [{ _id: new Int32(1), a: new Int32(1), b: null }] })).to.be.a('string');
    });

  it('takes any refusal where the matches cannot be sorted either', () => {
    const model = modelOf();
    model.insert({ _id: new Int32(3), a: [], b: [new Int32(1)] });
    expect(judge(model, find({ sort: { a: 1, b: 1 }, limit: 1 }))).to.deep.equal({ codes: [notArray, 2] });
  });

  it('leaves out a write that may have changed some matches', () => {
    expect(judged({ do: 'delete', filter })).to.equal(undefined);
    expect(judged({ do: 'findAndModify', filter, sort: { a: 1 }, after: false })).to.equal(undefined);
  });
});
