const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u2028\u2029\p{Surrogate}]/gu;
/** What RFC 6068 wants written as octets in the local part of an address, and a text value would escape. */
const UNSAFE_IN_ADDRESS = /[%/?#[\]&;=,^{|}`"\\]/g;

/** Text without what no iCalendar value may hold; line breaks stay, because they can be written. */
export function calendarText(text: string): string {
  return text.replace(UNWRITABLE, '');
}

/** A parameter's value stands in quotation marks, so it can hold neither them nor a line break, and nothing is escaped in it. */
export function calendarParameter(text: string): string {
  return calendarText(text)
    .replace(/[\r\n\t\\]+/g, ' ')
    .replaceAll('"', "'");
}

/** An e-mail address as the `mailto:` address of somebody invited. */
export function calendarAddress(email: string): string {
  return email.replace(UNSAFE_IN_ADDRESS, encodeURIComponent);
}

/** Text for the one place where the library writes it as it is: the name of a calendar. */
export function escapedCalendarText(text: string): string {
  return calendarText(text)
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n');
}
