import { pino, type DestinationStream, type Logger } from 'pino';

/**
 * JSON lines on stderr. Nothing personal is ever handed to it; the redaction and the error serialiser are a second fence:
 * messages of foreign errors can quote input, so only the product's own errors show theirs.
 */
export function createLogger(options: { level: string; name: string }, destination?: DestinationStream): Logger {
  return pino(
    {
      level: options.level,
      name: options.name,
      base: { name: options.name, pid: process.pid },
      redact: {
        paths: [
          '*.phone',
          '*.email',
          '*.contactEmail',
          '*.number',
          '*.parties',
          '*.token',
          '*.code_',
          'req.headers',
          'body',
        ],
        censor: '[hidden]',
      },
      serializers: { err: withoutQuotedInput },
    },
    destination ?? pino.destination({ dest: 2, sync: false }),
  );
}

function withoutQuotedInput(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: hidePersonal(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: hidePersonal(error.stack ?? ''),
  };
}

/** What looks like a document number, a phone or a mailbox is hidden, whoever quotes it. */
function hidePersonal(text: string): string {
  return text
    .replace(/\d{7,}[\dXx]*/g, '[number]')
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[address]')
    .replace(/dup key: \{.*?\}/g, 'dup key: [hidden]');
}
