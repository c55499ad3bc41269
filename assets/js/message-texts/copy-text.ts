/** Offers to copy what another element says, where the browser lets a page do so. */
export function offerCopy(button: HTMLButtonElement): void {
  const row = button.parentElement;
  const source = document.getElementById(button.dataset['copy'] ?? '');
  const status = row?.querySelector('[role=status]');
  if (!row || !source || !navigator.clipboard) return;
  row.hidden = false;
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(source.textContent ?? '').then(
      () => status && (status.textContent = button.dataset['copied'] ?? ''),
      () => (row.hidden = true),
    );
  });
}
