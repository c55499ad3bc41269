import type { ParsedDocument } from './identity-document.js';

const HONG_KONG_MACAO = /^[HM]\d{8}(\d{2})?$/;
const TAIWAN = /^(\d{8}|\d{10}[A-Z]?)$/;
const HOLDER_LENGTH = 9;

/** 港澳居民来往内地通行证: the last two digits count reissues and do not identify the person. */
export function parseHongKongMacaoPermit(number: string): ParsedDocument {
  if (!HONG_KONG_MACAO.test(number)) return { ok: false, code: 'format' };
  const identity = `hm:${number.slice(0, HOLDER_LENGTH)}`;
  return { ok: true, document: { type: 'hm-permit', number, identity }, warnings: [] };
}

/** 台湾居民来往大陆通行证: eight digits, or ten and an optional letter on the old booklet. */
export function parseTaiwanPermit(number: string): ParsedDocument {
  if (!TAIWAN.test(number)) return { ok: false, code: 'format' };
  return { ok: true, document: { type: 'tw-permit', number, identity: `tw:${number}` }, warnings: [] };
}
