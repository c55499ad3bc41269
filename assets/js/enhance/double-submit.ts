const PATIENCE_MS = 8000;
const sentAt = new WeakMap<HTMLFormElement, number>();

/** Ignores a second submit of a form while the first is on its way; the button keeps its value, so it is not disabled. */
export function preventDoubleSubmit(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    const now = performance.now();
    const last = sentAt.get(form);
    if (last !== undefined && now - last < PATIENCE_MS) {
      event.preventDefault();
      return;
    }
    sentAt.set(form, now);
    event.submitter?.setAttribute('aria-disabled', 'true');
    setTimeout(() => release(form), PATIENCE_MS);
  });
  // A page that comes back from the history cache must be usable again.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) Array.from(document.forms).forEach(release);
  });
}

function release(form: HTMLFormElement): void {
  sentAt.delete(form);
  form.querySelectorAll('[aria-disabled="true"]').forEach((button) => button.removeAttribute('aria-disabled'));
}
