import { createRequire } from 'node:module';

import { openSync, type Font } from 'fontkit';

export type FontWeight = 'regular' | 'bold';

const { resolve } = createRequire(import.meta.url);
const FILES: Record<FontWeight, string> = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
};

const opened = new Map<FontWeight, Font>();

/** Parsed once per process and shared by all documents: each file is 10 MB, and only the subset is per document. */
export function slipFont(weight: FontWeight): Font {
  const known = opened.get(weight);
  if (known) return known;
  const font = openSync(resolve(FILES[weight]));
  opened.set(weight, font);
  return font;
}
