import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { eachMatch } from './enhance/dom.js';

// Without script, or without passkeys in the browser, these forms stay hidden and the authenticator's number remains.
eachMatch<HTMLFormElement>('form[data-passkey]', (form) => {
  if (!browserSupportsWebAuthn()) return;
  form.hidden = false;
  form.closest<HTMLElement>('[data-passkey-part]')?.removeAttribute('hidden');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    void answer(form);
  });
});

/** Fetches a challenge, has the authenticator answer it and sends the form with the answer in it. */
async function answer(form: HTMLFormElement): Promise<void> {
  const status = form.querySelector<HTMLElement>('[data-passkey-status]');
  const credential = form.elements.namedItem('credential') as HTMLInputElement;
  if (status) status.textContent = '';
  try {
    const response = await fetch(form.dataset['options'] ?? '', {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(
        [...new FormData(form)].map(([name, value]): [string, string] => [name, String(value)]),
      ),
    });
    const options: unknown = await response.json();
    if (!response.ok) throw new Refused((options as { message?: string }).message);
    credential.value = JSON.stringify(await askAuthenticator(form, options));
    form.submit();
  } catch (error) {
    const said = error instanceof Refused ? error.message : '';
    if (status) status.textContent = said || (form.dataset['failed'] ?? '');
  }
}

class Refused extends Error {}

function askAuthenticator(form: HTMLFormElement, options: unknown): Promise<unknown> {
  return form.dataset['passkey'] === 'register'
    ? startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON })
    : startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON });
}
