import { inflateSync } from 'node:zlib';

export interface ReadPdf {
  /** The text of each page in drawing order, without white space, since lines wrap anywhere. */
  readonly pages: readonly string[];
  readonly fonts: readonly string[];
  /** The dictionaries of all objects, for what has no text: info, catalogue, structure. */
  readonly dictionaries: readonly string[];
}

/** Reads back what PDFKit writes: a classic cross-reference table, deflated streams, Identity-H fonts with ToUnicode maps. */
export function readPdf(bytes: Buffer): ReadPdf {
  const objects = readObjects(bytes);
  const dictionaries = [...objects.values()].map(({ dictionary }) => dictionary);
  const maps = fontMaps(objects);
  const contents = dictionaries.flatMap((dictionary) =>
    /\/Type \/Page\b/.test(dictionary) ? [reference(dictionary, 'Contents')] : [],
  );
  return {
    pages: contents.map((id) => pageText(streamOf(objects, id), maps)),
    fonts: dictionaries.flatMap((dictionary) =>
      dictionary.includes('/Subtype /Type0') ? [/\/BaseFont \/(\S+)/.exec(dictionary)?.[1] ?? ''] : [],
    ),
    dictionaries,
  };
}

/** For comparing with `pages`. */
export function squash(text: string): string {
  return text.replace(/\s+/gu, '');
}

interface PdfObject {
  readonly dictionary: string;
  readonly stream?: Buffer;
}

type Objects = ReadonlyMap<number, PdfObject>;
type CodeMap = readonly string[];

function readObjects(bytes: Buffer): Objects {
  const text = bytes.toString('latin1');
  const table = text.slice(Number(/startxref\n(\d+)/.exec(text)?.[1]));
  const offsets = [...table.matchAll(/^(\d{10}) \d{5} n/gm)].map(([, offset]) => Number(offset));
  return new Map(
    offsets.map((offset, index) => {
      const body = text.slice(offset, text.indexOf('endobj', offset));
      const start = body.indexOf('stream\n');
      if (start < 0) return [index + 1, { dictionary: body }];
      const length = Number(/\/Length (\d+)/.exec(body)?.[1]);
      const from = offset + start + 'stream\n'.length;
      return [index + 1, { dictionary: body.slice(0, start), stream: bytes.subarray(from, from + length) }];
    }),
  );
}

function fontMaps(objects: Objects): Map<string, CodeMap> {
  const maps = new Map<string, CodeMap>();
  for (const { dictionary } of objects.values()) {
    for (const [, name = '', id] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const font = objects.get(Number(id))?.dictionary ?? '';
      maps.set(name, codeMap(streamOf(objects, reference(font, 'ToUnicode'))));
    }
  }
  return maps;
}

function codeMap(cmap: string): CodeMap {
  const ranges = cmap.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[(.*?)\]/g);
  const codes: string[] = [];
  for (const [, first = '0', list = ''] of ranges) {
    const entries = [...list.matchAll(/<([^>]*)>/g)].map(([, hex = '']) => fromUtf16(hex.replaceAll(' ', '')));
    entries.forEach((entry, index) => (codes[Number.parseInt(first, 16) + index] = entry));
  }
  return codes;
}

function pageText(content: string, maps: ReadonlyMap<string, CodeMap>): string {
  let font: CodeMap = [];
  let text = '';
  for (const [, name, shown = ''] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name) font = maps.get(name) ?? [];
    else text += [...shown.matchAll(/<([0-9a-f]+)>/g)].map(([, hex = '']) => decode(hex, font)).join('');
  }
  return squash(text);
}

function decode(hex: string, font: CodeMap): string {
  return (hex.match(/.{4}/g) ?? []).map((code) => font[Number.parseInt(code, 16)] ?? '\uFFFD').join('');
}

function fromUtf16(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}

function reference(dictionary: string, key: string): number {
  return Number(new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1]);
}

function streamOf(objects: Objects, id: number): string {
  const object = objects.get(id);
  if (!object?.stream) throw new Error(`object ${String(id)} has no stream`);
  const isDeflated = object.dictionary.includes('/FlateDecode');
  return (isDeflated ? inflateSync(object.stream) : object.stream).toString('latin1');
}
