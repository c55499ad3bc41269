import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';

export interface Assets {
  /** The public, content-hashed address of a bundle: `main.css` → `/assets/main-5XK2QZ.css`. */
  url: (name: string) => string;
  /** The SVG source of an icon, without its file wrapper. */
  icon: (name: string) => string;
  serve: RequestHandler;
}

const BASE = '/assets';

/** Reads what `buildAssets({ outDir })` wrote. */
export function createAssets(outDir: string): Assets {
  const manifest = readRecord(join(outDir, 'manifest.json'));
  const icons = readRecord(join(outDir, 'icons.json'));
  return {
    url: (name) => `${BASE}/${lookUp(manifest, name, 'asset')}`,
    icon: (name) => lookUp(icons, name, 'icon'),
    serve: express.Router().use(BASE, express.static(outDir, { immutable: true, maxAge: '1y', index: false })),
  };
}

function lookUp(entries: ReadonlyMap<string, string>, name: string, kind: string): string {
  const found = entries.get(name);
  if (found === undefined) throw new Error(`No ${kind} named "${name}" was built`);
  return found;
}

function readRecord(path: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>));
}
