import { expect } from 'chai';
import { load } from 'cheerio';
import { create } from 'qrcode';

import { renderQrSvg } from '../../../src/features/confirmation/index.js';
import { translate } from './support/confirmation-views.js';

const PAYLOAD = `eyJhbGciOiJFZERTQSJ9.${'aB3_-'.repeat(50)}`;
const QUIET_ZONE = 4;

describe('renderQrSvg', () => {
  it('draws exactly the modules of the payload inside a quiet zone of four', () => {
    const { modules } = create(PAYLOAD, { errorCorrectionLevel: 'M' });
    const svg = load(renderQrSvg(PAYLOAD, translate()), { xml: true });
    const side = modules.size + 2 * QUIET_ZONE;
    expect(svg('svg').attr('viewBox')).to.equal(`0 0 ${String(side)} ${String(side)}`);
    const expected = new Set<string>();
    for (let row = 0; row < modules.size; row++)
      for (let column = 0; column < modules.size; column++)
        if (modules.get(row, column)) expected.add(`${String(column + QUIET_ZONE)},${String(row + QUIET_ZONE)}`);
    expect(darkModules(svg('path').last().attr('d') ?? '')).to.deep.equal(expected);
  });

  it('has a name and a description in the reader’s language', () => {
    const svg = load(renderQrSvg(PAYLOAD, translate('en')), { xml: true });
    const labels = (svg('svg').attr('aria-labelledby') ?? '').split(' ').map((id) => svg(`#${id}`).text());
    expect(labels[0]).to.equal('Check-in code');
    expect(labels[1]).to.include('no name');
    expect(svg('svg').attr('role')).to.equal('img');
  });

  it('carries nothing a strict content security policy blocks', () => {
    expect(renderQrSvg(PAYLOAD, translate())).not.to.match(/style|<script|\son\w+=|href/i);
  });

  it('gives the same payload the same bytes', () => {
    expect(renderQrSvg(PAYLOAD, translate())).to.equal(renderQrSvg(PAYLOAD, translate()));
  });
});

function darkModules(path: string): Set<string> {
  const dark = new Set<string>();
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let step = 0; step < Number(width); step++) dark.add(`${String(Number(x) + step)},${String(Number(y))}`);
  return dark;
}
