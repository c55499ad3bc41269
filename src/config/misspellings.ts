const OWN_PREFIXES = [
  'XIYUE_',
  'RATE_ADDRESS_',
  'RATE_PHONE_',
  'WORKER_',
  'RETENTION_',
  'STAFF_',
  'SMS_',
  'SMTP_',
  'MAIL_',
  'WEBHOOK_',
];

/** Names read by the start and test scripts only, never by the product. */
const SCRIPT_NAMES = ['XIYUE_REQUIRE_BROWSER', 'XIYUE_DIST'];

const SHORTEST_COMPARED = 8;

/** Complaints about variables that were surely meant for the product but that it does not know. */
export function findMisspellings(given: string[], known: string[]): string[] {
  return given
    .filter((name) => !known.includes(name) && !SCRIPT_NAMES.includes(name))
    .flatMap((name) => {
      const meant = known.find((candidate) => isNear(name, candidate));
      if (meant) return [`${name} is unknown (did you mean ${meant}?)`];
      return OWN_PREFIXES.some((prefix) => name.startsWith(prefix)) ? [`${name} is unknown`] : [];
    });
}

// Short names such as HOST or PORT have innocent neighbours in every environment, so only long ones are compared.
function isNear(name: string, candidate: string): boolean {
  if (candidate.length < SHORTEST_COMPARED || Math.abs(name.length - candidate.length) > 2) return false;
  return editDistance(name, candidate) <= 2;
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [i, a] of [...left].entries()) {
    const next = [i + 1];
    for (const [j, b] of [...right].entries()) {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (a === b ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
