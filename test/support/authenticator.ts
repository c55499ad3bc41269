import { load } from 'cheerio';
import { generate } from 'otplib';
import type { Bureau } from './bureau.js';
import type { StaffAgent } from './staff.js';

/** A phone's authenticator, at the bureau's time. */
export function authenticatorOf(bureau: Bureau, secret: string) {
  return {
    secret,
    code: (secondsAhead = 0) =>
      generate({ secret, epoch: Math.floor(bureau.clock.now().getTime() / 1000) + secondsAhead }),
  };
}

export type Authenticator = ReturnType<typeof authenticatorOf>;

/** Reads the secret off the page that offers it. */
export async function scan(bureau: Bureau, agent: StaffAgent, path: string): Promise<Authenticator> {
  const { text } = await agent.get(path);
  return authenticatorOf(bureau, load(text)('#secret').text().replace(/\s/g, ''));
}
