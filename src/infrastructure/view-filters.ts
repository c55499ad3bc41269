import nunjucks from 'nunjucks';

export interface FieldError {
  field: string;
  message: string;
}

/** `errors | errorFor('phone')`: the message to show at that field, if there is one. */
export function errorFor(errors: readonly FieldError[] | null | undefined, field: string): string | undefined {
  return errors?.find((error) => error.field === field)?.message;
}

/** `attributes({ 'data-x': 1, hidden: true })`: HTML attributes, escaped; false, null and undefined are left out. */
export function withAttributes(attributes: Record<string, unknown> | null | undefined): nunjucks.runtime.SafeString {
  const html = Object.entries(attributes ?? {})
    .filter(
      ([name, value]) => /^[a-z][a-z0-9-]*$/.test(name) && value !== false && value !== null && value !== undefined,
    )
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`))
    .join('');
  return new nunjucks.runtime.SafeString(html);
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
