import { generateSecret, generateURI, verify } from 'otplib';
import { toString } from 'qrcode';

/** Clocks of phones may be off by so much, either way. */
const TOLERANCE_SECONDS = 30;

export function newTotpSecret(): string {
  return generateSecret();
}

/** The time step whose code this is, for the guard against using it twice; undefined when it is none of now. */
export async function stepOfCode(secret: string, code: string, now: Date): Promise<number | undefined> {
  if (!/^\d{6}$/.test(code)) return undefined;
  const epoch = Math.floor(now.getTime() / 1000);
  const result = await verify({ secret, token: code, epoch, epochTolerance: TOLERANCE_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}

/** What an authenticator reads: the same secret as a picture, in an image address that needs no inline markup. */
export async function totpPicture({ secret, username, issuer }: { secret: string; username: string; issuer: string }) {
  const svg = await toString(generateURI({ issuer, label: username, secret }), { type: 'svg', margin: 2 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

/** In groups of four, for typing. */
export function spellSecret(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}
