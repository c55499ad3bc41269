const TIMEOUT_MS = 10_000;
const NEARBY_DECIMALS = 2;

/**
 * `<form method="get"><input type="hidden" name="lat"><input type="hidden" name="lng"><button hidden data-geolocate>`:
 * shown only where the browser can, asks only when pressed, and sends the position rounded to about a kilometre.
 */
export function offerPosition(element: HTMLElement): void {
  const button = element as HTMLButtonElement;
  const form = button.form;
  if (!form || !('geolocation' in navigator)) return;
  button.hidden = false;
  button.addEventListener('click', (event) => {
    event.preventDefault();
    say(button, button.dataset['busy'] ?? '');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        fill(form, 'lat', coords.latitude);
        fill(form, 'lng', coords.longitude);
        form.submit();
      },
      () => say(button, button.dataset['failed'] ?? ''),
      { timeout: TIMEOUT_MS, maximumAge: 600_000 },
    );
  });
}

function fill(form: HTMLFormElement, name: string, degrees: number): void {
  const input = form.elements.namedItem(name);
  if (input instanceof HTMLInputElement) input.value = degrees.toFixed(NEARBY_DECIMALS);
}

function say(button: HTMLButtonElement, text: string): void {
  const known = button.nextElementSibling;
  const status = known?.matches('[role="status"]') ? known : document.createElement('span');
  if (status !== known) {
    status.setAttribute('role', 'status');
    status.className = 'geolocate-status';
    button.after(status);
  }
  status.textContent = text;
}
