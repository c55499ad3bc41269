import type { AuditLine } from './audit-search.read-model.js';

const COLUMNS = [
  'position',
  'at',
  'actor',
  'actorName',
  'action',
  'subject',
  'subjectName',
  'result',
  'hall',
  'address',
  'reason',
  'details',
  'hash',
  'exportedBy',
] as const;

/** Spreadsheets of this world expect the mark. */
const BYTE_ORDER_MARK = '\ufeff';

export function csvHead(watermark: string): string {
  return `${BYTE_ORDER_MARK}${row([watermark])}${row(COLUMNS)}`;
}

/** Every row carries the watermark, so that a part that is cut out still says where it came from. */
export function csvRows(lines: readonly AuditLine[], watermark: string): string {
  return lines
    .map(({ _id, at, actor, actorName, action, subject, subjectName, result, hall, address, reason, details, hash }) =>
      row([
        String(_id),
        at.toISOString(),
        actor,
        actorName,
        action,
        subject,
        subjectName,
        result,
        hall ?? '',
        address ?? '',
        reason ?? '',
        details ? JSON.stringify(details) : '',
        hash,
        watermark,
      ]),
    )
    .join('');
}

function row(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** A text that a spreadsheet would take for a formula is made plain. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
