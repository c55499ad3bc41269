const LONGEST_LINE = 75;
const CONTENT_LINE = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/su;
const PARAMETER = /;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/gu;
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/u;

/** One unfolded line: `DTSTART;TZID=Asia/Shanghai:20261109T090000`. */
export interface ContentLine {
  name: string;
  parameters: ReadonlyMap<string, readonly string[]>;
  value: string;
}

/** A component with its properties and the components inside it. */
export interface Part {
  name: string;
  lines: ContentLine[];
  parts: Part[];
}

/** RFC 5545, 3.1: octets, line ends and folds. */
export function faultsInOctets(bytes: Buffer): string[] {
  const faults: string[] = [];
  const raw = bytes.toString('latin1');
  if (!raw.endsWith('\r\n')) faults.push('does not end with CRLF');
  if (/[\r\n]/.test(raw.replaceAll('\r\n', ''))) faults.push('has a bare CR or LF');
  for (const [index, line] of physicalLines(raw).entries()) {
    const at = `line ${index + 1}`;
    if (line.length > LONGEST_LINE) faults.push(`${at} has ${line.length} octets`);
    if (line === '') faults.push(`${at} is empty`);
    if (!isUtf8(Buffer.from(line, 'latin1'))) faults.push(`${at} is not UTF-8 by itself: a fold splits a character`);
  }
  if (bytes.toString('utf8').includes('\ufffd')) faults.push('has a character that was lost on the way');
  return faults;
}

/** The tree of components; what is not a content line or not closed in order goes to `faults`. */
export function readParts(bytes: Buffer, faults: string[]): Part[] {
  const root: Part = { name: '', lines: [], parts: [] };
  const open = [root];
  const logical = physicalLines(bytes.toString('latin1'))
    .join('\r\n')
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n');
  for (const text of logical.map((line) => Buffer.from(line, 'latin1').toString('utf8'))) {
    const line = readLine(text);
    const current = open.at(-1) ?? root;
    if (!line) faults.push(`not a content line: ${text}`);
    else if (line.name === 'BEGIN') {
      const part: Part = { name: line.value.toUpperCase(), lines: [], parts: [] };
      current.parts.push(part);
      open.push(part);
    } else if (line.name === 'END') {
      if (open.length === 1 || open.pop()?.name !== line.value.toUpperCase())
        faults.push(`END:${line.value} closes something else`);
    } else {
      if (current === root) faults.push(`${line.name} stands outside of VCALENDAR`);
      if (current.parts.length > 0) faults.push(`${line.name} comes after a component of ${current.name}`);
      current.lines.push(line);
    }
  }
  if (open.length > 1) faults.push(`${open.at(-1)?.name ?? ''} is not closed`);
  return root.parts;
}

export function linesNamed({ lines }: Part, name: string): ContentLine[] {
  return lines.filter((line) => line.name === name);
}

export function valueOf(part: Part, name: string): string | undefined {
  return linesNamed(part, name)[0]?.value;
}

function readLine(text: string): ContentLine | undefined {
  const [, name, parameters, value] = CONTENT_LINE.exec(text) ?? [];
  if (name === undefined || parameters === undefined || value === undefined || CONTROL.test(text)) return undefined;
  const read = [...parameters.matchAll(PARAMETER)].map(
    ([, key = '', values = '']) => [key.toUpperCase(), splitValues(values)] as const,
  );
  return { name: name.toUpperCase(), parameters: new Map(read), value };
}

function splitValues(text: string): string[] {
  return (text.match(/"[^"]*"|[^",]+/gu) ?? ['']).map((value) => value.replaceAll('"', ''));
}

function physicalLines(raw: string): string[] {
  return raw.replace(/\r\n$/, '').split('\r\n');
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
