import { wordingOf, type Translate } from '../wording.js';
import { qrCode } from './qr-code.js';

/** A standalone SVG: presentation attributes only, because the site's CSP blocks inline styles. */
export function renderQrSvg(payload: string, t: Translate): string {
  const say = wordingOf(t);
  const { size, path } = qrCode(payload);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" aria-labelledby="qr-title qr-description" shape-rendering="crispEdges">`,
    `<title id="qr-title">${escapeXml(say('qr.title'))}</title>`,
    `<desc id="qr-description">${escapeXml(say('qr.description'))}</desc>`,
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/>`,
    `<path fill="#000" d="${path}"/>`,
    '</svg>',
  ].join('');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
