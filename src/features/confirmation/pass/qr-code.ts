import { create } from 'qrcode';

export interface QrCode {
  /** Modules per side, quiet zone included. */
  readonly size: number;
  /** SVG path of the dark modules, one unit per module. */
  readonly path: string;
}

/** ISO/IEC 18004 asks for four light modules around the symbol. */
const QUIET_ZONE = 4;

export function qrCode(payload: string): QrCode {
  const { modules } = create(payload, { errorCorrectionLevel: 'M' });
  const isDark = (row: number, column: number): boolean => Boolean(modules.get(row, column));
  const runs: string[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!isDark(row, column)) continue;
      const first = column;
      while (column + 1 < modules.size && isDark(row, column + 1)) column++;
      const width = column - first + 1;
      runs.push(`M${first + QUIET_ZONE} ${row + QUIET_ZONE}h${width}v1h-${width}z`);
    }
  }
  return { size: modules.size + 2 * QUIET_ZONE, path: runs.join('') };
}
