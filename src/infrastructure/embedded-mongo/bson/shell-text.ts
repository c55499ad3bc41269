import type { Binary, BSONRegExp, Decimal128, Double, ObjectId, Timestamp } from 'bson';
import { wrapperName } from './values.js';

/** A value as MongoDB's messages and explain write it. */
export function shellText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(shellText).join(', ')} ]`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  switch (wrapperName(value)) {
    case 'ObjectId':
      return `ObjectId('${(value as ObjectId).toHexString()}')`;
    case 'Binary':
      return `BinData(${(value as Binary).sub_type}, ${(value as Binary).toString('hex').toUpperCase()})`;
    case 'BSONRegExp':
      return `/${(value as BSONRegExp).pattern}/${(value as BSONRegExp).options}`;
    case 'Timestamp':
      return `Timestamp(${(value as Timestamp).high >>> 0}, ${(value as Timestamp).low >>> 0})`;
    case 'Double':
    case 'Int32':
      return doubleText((value as Double).value);
    case 'Long':
    case 'Decimal128':
      return (value as Decimal128).toString();
    case 'MinKey':
    case 'MaxKey':
      return wrapperName(value) as string;
    case undefined:
      return documentText(value);
    default:
      return JSON.stringify(value);
  }
}

function doubleText(value: number): string {
  return Number.isFinite(value) ? String(value) : String(value).replace('Infinity', 'inf').replace('NaN', 'nan');
}

function documentText(value: object): string {
  const fields = Object.entries(value).map(([name, inner]) => `${name}: ${shellText(inner)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
