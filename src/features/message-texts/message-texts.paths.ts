/** Addresses of the pages below one base: those of a hall, or those of the bureau. */
export function textPathsBelow(base: string) {
  const text = (kind: string, tone: string) => `${base}/${kind}/${tone}`;
  const version = (kind: string, tone: string, number: number | string) => `${text(kind, tone)}/versions/${number}`;
  return {
    list: base,
    text,
    preview: (kind: string, tone: string) => `${text(kind, tone)}/preview`,
    filing: (kind: string, tone: string) => `${text(kind, tone)}/filing`,
    standard: (kind: string, tone: string) => `${text(kind, tone)}/standard`,
    version,
    codes: (kind: string, tone: string, number: number | string) => `${version(kind, tone, number)}/carrier-codes`,
    withdrawal: (kind: string, tone: string, number: number | string) => `${version(kind, tone, number)}/withdrawal`,
  };
}

export type TextPaths = ReturnType<typeof textPathsBelow>;

export const messageTextPaths = {
  hall: textPathsBelow('/staff/hall/messages'),
  bureau: textPathsBelow('/staff/message-texts'),
};
