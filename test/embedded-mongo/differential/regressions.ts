import { BSONRegExp, Decimal128, Double, Int32, Long, MinKey } from 'bson';
import type { Command, Sequence } from './domain.js';
import type { Pattern } from './reference/keys.js';
import type { IndexSpec } from './reference/model.js';
import type { Doc } from './reference/order.js';

const startsWithA = new BSONRegExp('^a');
/** Fails on documents whose `b` is no array. */
const inB = { $expr: { $in: [{ $literal: {} }, '$b'] } };

/** Sequences that once differed, shrunk, by what was wrong; and such as chance makes too seldom. */
export const regressions: Record<string, Sequence> = {
  'two arrays side by side in a sort': {
    documents: [numbered(0, { b: [], c: [] })],
    indexes: [],
    commands: [find({}, { b: 1, 'c.x': 1 })],
  },
  'two fields of one array, sorted together': {
    documents: [
      numbered(0, { c: [of(1, 5), of(2, 1)] }),
      numbered(1, { c: [of(1, 3)] }),
      numbered(2, { c: [of(1, 9), of(1, 4)] }),
    ],
    indexes: [],
    commands: [find({}, { 'c.x': 1, 'c.y': 1 }), find({}, { 'c.x': -1, 'c.y': 1 })],
  },
  'an empty array and MinKey in a sort': {
    documents: [numbered(0, { a: [] }), numbered(1, { a: new MinKey() }), numbered(2, {})],
    indexes: [],
    commands: [find({}, { a: 1 }), find({}, { a: -1 })],
  },
  'a taken _id and two arrays in one insert': {
    documents: [numbered(0, {})],
    indexes: [{ key: { b: 1, 'c.x': 1 } }],
    commands: [{ do: 'insert', document: numbered(0, { b: [], c: [] }) }],
  },
  'a pattern among the values': {
    documents: [numbered(0, { a: [startsWithA] }), numbered(1, { a: 'ab' })],
    indexes: [{ key: { a: 1 } }],
    commands: [find({ a: { $regex: startsWithA } }), find({ a: { $eq: startsWithA } }), find({ a: startsWithA })],
  },
  'the options of a pattern and an index': {
    documents: [numbered(0, { a: 'Ab' }), numbered(1, { a: 'ab' })],
    indexes: [{ key: { a: 1 } }],
    commands: [find({ a: { $regex: '^a', $options: 'i' } })],
  },
  'a range from MinKey and a sparse index': {
    documents: [numbered(0, {}), numbered(1, { a: new Int32(1) })],
    indexes: [{ key: { a: 1 }, sparse: true }],
    commands: [find({ a: { $gt: new MinKey() } }, { a: 1 })],
  },
  'an increment past the largest int64': {
    documents: [numbered(0, { a: Long.MAX_VALUE })],
    indexes: [],
    commands: [{ do: 'update', filter: {}, update: { $inc: { a: new Int32(1) } } }],
  },
  'an increment past the largest int32': {
    documents: [numbered(0, { a: new Int32(2147483647) })],
    indexes: [],
    commands: [{ do: 'update', filter: {}, update: { $inc: { a: new Int32(1) } } }, find({})],
  },
  'an array inside an array, asked as a document': {
    documents: [numbered(0, { c: [[]] }), numbered(1, { c: [[new Int32(1)], of(1, 1)] })],
    indexes: [{ key: { 'c.x': 1 } }],
    commands: [find({ c: { $elemMatch: { x: null } } }), find({ c: { $elemMatch: { x: new Int32(1) } } })],
  },
  'a partial index from NaN': {
    documents: [numbered(0, { a: new Int32(1) })],
    indexes: [{ key: { a: 1 }, partialFilterExpression: { a: { $gte: new Double(NaN) } } }],
    commands: [find({ a: { $gt: new Int32(-1) } }, { a: 1 })],
  },
  'a sparse index that leaves out one element of an array': {
    documents: [numbered(0, { c: [{ x: 'ab' }, {}] }), numbered(1, { c: [{ x: new Int32(-1) }] })],
    indexes: [{ key: { 'c.x': 1, 'c.y': 1 }, sparse: true }],
    commands: [find({ 'c.x': { $exists: true } }, { 'c.x': 1 })],
  },
  'an element without its fields, asked for beside another in a sparse index': {
    documents: [numbered(0, { c: [{}, of(1, 1)] }), numbered(1, { c: [of(1, 1)] })],
    indexes: [{ key: { 'c.x': 1, 'c.y': 1 }, sparse: true }],
    commands: [
      find({ 'c.x': null, 'c.y': { $gte: new Int32(-1) } }),
      find({ 'c.x': { $in: [null, new Int32(7)] }, 'c.y': new Int32(1) }),
      find({ 'c.x': new Int32(1), 'c.y': null }),
    ],
  },
  'two conditions met by two elements, in a compound index': {
    documents: [numbered(0, { c: [{ x: [new Int32(1)] }, { y: new Int32(3) }] })],
    indexes: [{ key: { 'c.y': 1, 'c.x': 1 } }],
    commands: [find({ 'c.y': new Int32(3), 'c.x': { $lt: new Int32(2) } })],
  },
  'an array equal to an element of another': {
    documents: [numbered(0, { a: [[new Int32(1), new Int32(2)], new Int32(3)] }), numbered(1, { a: [new Int32(1)] })],
    indexes: [{ key: { a: 1 } }],
    commands: [find({ a: [new Int32(1), new Int32(2)] })],
  },
  'one array in two fields of an index': {
    documents: [numbered(0, { a: [new Int32(1), new Int32(2)] })],
    indexes: [{ key: { a: 1, b: 1 } }],
    commands: [{ do: 'update', filter: {}, update: [{ $set: { b: '$a' } }] }, find({ b: new Int32(1) })],
  },
  'two conditions on one element, in a compound index': {
    documents: [
      numbered(0, { c: [of(1, 2), of(3, 4)] }),
      numbered(1, { c: [of(1, 4)] }),
      numbered(2, { c: [{ x: [new Int32(1), new Int32(9)], y: new Int32(4) }, {}] }),
    ],
    indexes: [{ key: { 'c.x': 1, 'c.y': -1 } }],
    commands: [
      find({ c: { $elemMatch: { x: new Int32(1), y: { $gt: new Int32(3) } } } }),
      find({ c: { $elemMatch: { x: new Int32(1) } }, 'c.y': new Int32(4) }),
      find({ c: { $elemMatch: { x: null, y: null } } }),
    ],
  },
  'a missing field in expressions': {
    documents: [numbered(0, {})],
    indexes: [],
    commands: [
      find({ $expr: { $in: ['$a', { $literal: [null] }] } }),
      find({ $expr: { $lt: ['$a', { $literal: new MinKey() }] } }),
      find({ $expr: { $eq: ['$a', { $literal: null }] } }),
    ],
  },
  'a condition that fails behind the limit': {
    documents: [numbered(1, { b: [{}] }), numbered(2, {}), numbered(0, { b: [{}] })],
    indexes: [{ key: { a: 1 } }],
    commands: [
      findInB({ limit: 1 }),
      findInB({ limit: 2, sort: { a: 1 } }),
      findInB({ limit: 2, sort: { _id: 1 } }),
      findInB({ limit: 1, skip: 2, sort: { _id: 1 } }),
      findInB({ limit: 1, sort: { _id: -1 } }),
      { do: 'findAndModify', filter: inB, sort: { _id: 1 }, after: false },
      { do: 'findAndModify', filter: inB, sort: { _id: -1 }, after: false },
    ],
  },
  'infinities in expressions': {
    documents: [numbered(0, { a: new Double(-Infinity) }), numbered(1, { a: Decimal128.fromString('-Infinity') })],
    indexes: [],
    commands: [
      find({ $expr: { $eq: ['$a', { $literal: new Double(-Infinity) }] } }),
      find({ $expr: { $lt: ['$a', { $literal: new Double(Infinity) }] } }),
      { do: 'update', filter: {}, update: { $inc: { a: new Int32(1) } } },
    ],
  },
  'the elements of an array that is not there': {
    documents: [numbered(0, { c: null })],
    indexes: [],
    commands: [unsetElements('a.$[e]'), unsetElements('c.$[e].x'), unsetElements('c.x.$[e]')],
  },
  'an array among the elements that a filter lets through': {
    documents: [numbered(0, { a: [[new Int32(2)], new Int32(2), new Int32(9)] })],
    indexes: [],
    commands: [
      {
        do: 'update',
        filter: {},
        update: { $set: { 'a.$[e]': 'met' } },
        arrayFilters: [{ e: { $gt: new Int32(1), $lt: new Int32(5) } }],
      },
    ],
  },
  'what $pull takes out by a condition': {
    documents: [numbered(0, { a: [[new Int32(2)], 'ab', 'b'] })],
    indexes: [{ key: { a: 1 } }],
    commands: [
      { do: 'update', filter: {}, update: { $pull: { a: startsWithA } } },
      { do: 'update', filter: {}, update: { $pull: { a: { $lt: new Int32(5) } } } },
    ],
  },
  ...withNulls({ key: { a: -1 } }),
};

/** Texts that differ by a null byte, in an index of either direction. */
function withNulls(index: IndexSpec): Record<string, Sequence> {
  const documents = ['a\0', 'a', 'aa', 'a\0\0'].map((a, i) => numbered(i, { a }));
  const commands = [find({}, { a: -1 }), find({ a: { $gt: 'a' } }, { a: 1 }), find({ a: { $lte: 'a\0' } })];
  return { 'null bytes in texts': { documents, indexes: [index], commands } };
}

function numbered(id: number, fields: Doc): Doc {
  return { _id: new Int32(id), ...fields };
}

function of(x: number, y: number): Doc {
  return { x: new Int32(x), y: new Int32(y) };
}

function unsetElements(path: string): Command {
  return { do: 'update', filter: {}, update: { $unset: { [path]: '' } }, arrayFilters: [{ e: new Int32(1) }] };
}

function findInB(page: { sort?: Pattern; skip?: number; limit: number }): Command {
  return { do: 'find', filter: inB, skip: 0, ...page };
}

function find(filter: Doc, sort?: Pattern): Command {
  return { do: 'find', filter, skip: 0, limit: 0, ...(sort === undefined ? {} : { sort }) };
}
