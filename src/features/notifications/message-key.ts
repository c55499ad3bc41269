/** What names a message once and for all. */
export interface MessageName {
  kind: string;
  subject: string;
  role: string;
  dueAt: Date;
  /** Tells two apart that are owed at the same instant. */
  occurrence?: string;
}

/** The key under which the store keeps a message; the same name never gives two messages. */
export function messageKey({ kind, subject, role, dueAt, occurrence }: MessageName): string {
  const key = `${kind}:${subject}:${role}:${dueAt.toISOString()}`;
  return occurrence === undefined ? key : `${key}#${occurrence}`;
}
