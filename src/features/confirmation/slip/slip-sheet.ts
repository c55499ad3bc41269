import PDFDocument from 'pdfkit';

import { legibleText } from './legible-text.js';
import { slipFont, type FontWeight } from './slip-fonts.js';
import { INK } from './slip-palette.js';

export type Structure = PDFKit.PDFStructureElement;

export interface TextStyle {
  readonly size: number;
  readonly weight?: FontWeight;
  readonly color?: string;
  readonly align?: 'left' | 'right' | 'center';
}

export interface TextBox extends TextStyle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface SheetInfo {
  readonly title: string;
  readonly language: string;
  readonly author: string;
  readonly at: Date;
}

export const PAGE = { width: 595.28, height: 841.89, margin: 40, footer: 12 } as const;
export const CONTENT_WIDTH = PAGE.width - 2 * PAGE.margin;

/** A tagged A4 document with a cursor that moves down and over to the next page. Whatever it draws is either structure or artifact. */
export class SlipSheet {
  readonly root: Structure;
  y: number = PAGE.margin;
  private readonly doc: PDFKit.PDFDocument;
  private readonly language: string;
  private readonly missing = new Set<string>();

  constructor({ title, language, author, at }: SheetInfo) {
    this.language = language;
    this.doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      pdfVersion: '1.7',
      tagged: true,
      lang: language,
      displayTitle: true,
      // No default font: Helvetica would be opened, and never used.
      font: '',
      info: { Title: title, Author: author, Creator: author, Producer: 'PDFKit', CreationDate: at, ModDate: at },
    });
    for (const weight of ['regular', 'bold'] as const) this.doc.registerFont(weight, pdfSource(weight));
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
  }

  /** Codes printed so far in place of characters without a glyph. */
  get missingGlyphs(): string[] {
    return [...this.missing];
  }

  group(tag: string, parent: Structure = this.root): Structure {
    const group = this.doc.struct(tag);
    parent.add(group);
    return group;
  }

  /** Sets text as one structure element and returns the y below it. */
  text(content: string, box: TextBox, [tag, parent]: [tag: string, parent: Structure]): number {
    parent.add(this.doc.struct(tag, {}, () => this.drawText(content, box)));
    return this.doc.y;
  }

  /** Something that carries meaning without being text; `alt` says it in words. */
  figure(alt: string, parent: Structure, draw: (doc: PDFKit.PDFDocument) => void): void {
    parent.add(this.doc.struct('Figure', { alt }, () => draw(this.doc)));
  }

  /** Decoration, which a screen reader passes over. */
  decorate(draw: (doc: PDFKit.PDFDocument) => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    draw(this.doc);
    this.doc.endMarkedContent();
  }

  heightOf(content: string, { width, ...style }: TextStyle & { width: number }): number {
    return this.styled(style).heightOfString(this.legible(content, style), { width });
  }

  /** Turns the page unless `height` still fits above the footer, and says whether it did. */
  reserve(height: number): boolean {
    if (this.y + height <= PAGE.height - PAGE.margin - PAGE.footer) return false;
    this.doc.addPage();
    this.y = PAGE.margin;
    return true;
  }

  /** Draws text that belongs to no reading order: footers, ornaments. */
  drawText(content: string, { x, y, width, ...style }: TextBox): void {
    this.styled(style).text(this.legible(content, style), x, y, {
      width,
      align: style.align ?? 'left',
    });
  }

  eachPage(draw: (page: number, pages: number) => void): void {
    const { count } = this.doc.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      this.doc.switchToPage(index);
      draw(index + 1, count);
    }
  }

  async finish(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    this.doc.end();
    for await (const chunk of this.doc) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

  private styled({ size, weight = 'regular', color = INK }: TextStyle): PDFKit.PDFDocument {
    return this.doc.font(weight).fontSize(size).fillColor(color);
  }

  private legible(content: string, { weight = 'regular' }: TextStyle): string {
    const { text, missing } = legibleText(this.punctuated(content), slipFont(weight));
    missing.forEach((code) => this.missing.add(code));
    return text;
  }

  // The font draws curly quotes as wide as a Han character, which tears English words apart.
  private punctuated(content: string): string {
    return this.language === 'en' ? content.replace(/[‘’]/g, "'").replace(/[“”]/g, '"') : content;
  }
}

/** PDFKit takes an opened fontkit font as it is, which its type declarations do not know yet. */
function pdfSource(weight: FontWeight): PDFKit.Mixins.PDFFontSource {
  return slipFont(weight) as unknown as PDFKit.Mixins.PDFFontSource;
}
