/** What a pass says and nothing more: it travels as a picture on paper, so it names no person. */
export interface PassClaims {
  readonly kind: 'appointment' | 'sign-up';
  readonly reference: string;
  readonly hall: string;
  /** Hall-local `YYYY-MM-DD`. */
  readonly date: string;
}

const KINDS: readonly string[] = ['appointment', 'sign-up'] satisfies PassClaims['kind'][];

/** The claims as they are signed: key order and content are fixed, so one appointment has one token. */
export function encodeClaims({ kind, reference, hall, date }: PassClaims): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ kind, reference, hall, date }));
}

export function decodeClaims(payload: Uint8Array): PassClaims | undefined {
  const value = parseObject(new TextDecoder().decode(payload));
  if (!value) return undefined;
  const { kind, reference, hall, date } = value;
  if (typeof kind !== 'string' || !KINDS.includes(kind)) return undefined;
  if (typeof reference !== 'string' || typeof hall !== 'string' || typeof date !== 'string') return undefined;
  return { kind: kind as PassClaims['kind'], reference, hall, date };
}

function parseObject(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
