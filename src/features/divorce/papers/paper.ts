import { CALM, CONTENT_WIDTH, MUTED, PAGE, SlipSheet, type Structure } from '../../confirmation/index.js';

const BAND_HEIGHT = 88;
const ON_BAND = '#ffffff';
const LABEL_WIDTH = 176;
const ROW_PADDING = 4;
const LIST_SIZE = 9;
const BULLET_INDENT = 14;

/** What stands in Chinese, which counts, and in English under it. */
export interface BothLanguages {
  zh: string;
  en: string;
}

/** A paper the hall hands out: Chinese first, English small under it, in quiet colours. */
export class Paper {
  private readonly sheet: SlipSheet;

  constructor({ title, author, at }: { title: BothLanguages; author: string; at: Date }) {
    this.sheet = new SlipSheet({ title: title.zh, language: 'zh-CN', author, at });
    this.drawBand(title, author);
  }

  heading(text: BothLanguages): void {
    this.sheet.reserve(80);
    this.sheet.y = this.both(text, { x: PAGE.margin, width: CONTENT_WIDTH, size: 12, weight: 'bold', tag: 'H2' }) + 3;
  }

  /** Label on the left, value on the right, a line under both. */
  rows(rows: readonly { label: BothLanguages; value: BothLanguages | string; strong?: boolean }[]): void {
    for (const { label, value, strong } of rows)
      this.row(label, typeof value === 'string' ? { zh: value, en: '' } : value, strong ?? false);
    this.sheet.y += 6;
  }

  list(items: readonly BothLanguages[]): void {
    const list = this.sheet.group('L');
    for (const item of items) {
      const x = PAGE.margin + BULLET_INDENT;
      const width = CONTENT_WIDTH - BULLET_INDENT;
      this.sheet.reserve(this.heightOf(item, width, LIST_SIZE));
      const { y } = this.sheet;
      this.sheet.decorate((doc) => doc.circle(PAGE.margin + 4, y + 8, 1.8).fill(CALM.accent));
      this.sheet.y =
        this.both(item, { x, width, size: LIST_SIZE, tag: 'LBody', parent: this.sheet.group('LI', list) }) + 2;
    }
    this.sheet.y += 4;
  }

  /** Blank lines to sign on, side by side. */
  signatures(labels: readonly BothLanguages[]): void {
    this.sheet.reserve(46);
    const width = CONTENT_WIDTH / labels.length;
    const top = this.sheet.y + 22;
    for (const [index, label] of labels.entries()) {
      const x = PAGE.margin + index * width;
      this.sheet.decorate((doc) =>
        doc
          .moveTo(x, top)
          .lineTo(x + width - 20, top)
          .lineWidth(0.6)
          .stroke(CALM.line),
      );
      this.sheet.y = top + 4;
      this.both(label, { x, width: width - 20, size: 9, tag: 'P' });
    }
    this.sheet.y = top + 34;
  }

  finish(footer: string): Promise<Buffer> {
    const box = { x: PAGE.margin, y: PAGE.height - PAGE.margin + 4, width: CONTENT_WIDTH, size: 8, color: MUTED };
    this.sheet.eachPage((page, pages) =>
      this.sheet.decorate(() => this.sheet.drawText(`${footer}  ${page} / ${pages}`, box)),
    );
    return this.sheet.finish();
  }

  private row(label: BothLanguages, value: BothLanguages, isStrong: boolean): void {
    const valueWidth = CONTENT_WIDTH - LABEL_WIDTH;
    const size = isStrong ? 12 : 10;
    const height = Math.max(this.heightOf(label, LABEL_WIDTH - 10, 9.5), this.heightOf(value, valueWidth, size));
    this.sheet.reserve(height + ROW_PADDING);
    const { y } = this.sheet;
    const part = this.sheet.group('Sect');
    this.both(label, { x: PAGE.margin, width: LABEL_WIDTH - 10, size: 9.5, tag: 'P', parent: part, color: MUTED });
    this.sheet.y = y;
    const weight = isStrong ? { weight: 'bold' as const } : {};
    this.both(value, { x: PAGE.margin + LABEL_WIDTH, width: valueWidth, size, tag: 'P', parent: part, ...weight });
    const line = y + height + ROW_PADDING / 2;
    this.sheet.decorate((doc) =>
      doc
        .moveTo(PAGE.margin, line)
        .lineTo(PAGE.margin + CONTENT_WIDTH, line)
        .lineWidth(0.5)
        .stroke(CALM.line),
    );
    this.sheet.y = line + ROW_PADDING / 2;
  }

  /** The y below both. */
  private both(
    { zh, en }: BothLanguages,
    { x, width, size, weight, color, tag, parent = this.sheet.root }: Block,
  ): number {
    const style = { size, ...(weight && { weight }), ...(color && { color }) };
    const below = this.sheet.text(zh, { ...style, x, y: this.sheet.y, width }, [tag, parent]);
    if (en === '') return below;
    // The font draws curly quotes as wide as a Han character, which tears English words apart.
    return this.sheet.text(en.replaceAll('’', "'"), { x, y: below, width, size: smaller(size), color: MUTED }, [
      'P',
      parent,
    ]);
  }

  private heightOf({ zh, en }: BothLanguages, width: number, size: number): number {
    const english = en === '' ? 0 : this.sheet.heightOf(en, { width, size: smaller(size) });
    return this.sheet.heightOf(zh, { width, size }) + english;
  }

  private drawBand({ zh, en }: BothLanguages, author: string): void {
    const { sheet } = this;
    sheet.decorate((doc) => doc.rect(0, 0, PAGE.width, BAND_HEIGHT).fill(CALM.band));
    const header = sheet.group('Sect');
    const box = { x: PAGE.margin, width: CONTENT_WIDTH, color: ON_BAND };
    sheet.text(author, { ...box, y: 16, size: 9.5 }, ['P', header]);
    sheet.text(zh, { ...box, y: 32, size: 21, weight: 'bold' }, ['H1', header]);
    sheet.text(en, { ...box, y: 66, size: 9.5 }, ['P', header]);
    sheet.y = BAND_HEIGHT + 14;
  }
}

interface Block {
  x: number;
  width: number;
  size: number;
  weight?: 'bold';
  color?: string;
  tag: string;
  parent?: Structure;
}

function smaller(size: number): number {
  return Math.max(8, size * 0.78);
}
