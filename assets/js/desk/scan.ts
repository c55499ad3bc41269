interface BarcodeReader {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

declare const BarcodeDetector: (new (options: { formats: string[] }) => BarcodeReader) | undefined;

const LOOK_EVERY_MS = 250;
const LONGEST_REFERENCE = 12;

/**
 * A box for a scanner that types: it is focused when the page opens, and what it types ends with Enter, which sends the form.
 * Where the browser can read codes itself, a button offers the camera.
 */
export function acceptScans(input: HTMLInputElement): void {
  if (!document.querySelector('.error-summary')) input.focus({ preventScroll: true });
  const next = input.dataset['scanNext'];
  if (next) goOnAfterScan(input, next);
  offerCamera(input);
}

/** At a machine more is asked after the code, so a scan leads on instead of sending. */
function goOnAfterScan(input: HTMLInputElement, next: string): void {
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || input.value.length < LONGEST_REFERENCE) return;
    event.preventDefault();
    document.getElementById(next)?.focus();
  });
}

function offerCamera(input: HTMLInputElement): void {
  const form = input.form;
  const button = form?.querySelector<HTMLButtonElement>('[data-scan-camera]');
  const video = form?.querySelector<HTMLVideoElement>('[data-scan-video]');
  const status = form?.querySelector<HTMLElement>('[data-scan-status]');
  if (!form || !button || !video || typeof BarcodeDetector === 'undefined' || !navigator.mediaDevices) return;
  const Detector = BarcodeDetector;
  button.hidden = false;
  button.addEventListener('click', () => {
    readCode(new Detector({ formats: ['qr_code'] }), video)
      .then((code) => {
        input.value = code;
        const next = input.dataset['scanNext'];
        if (next) document.getElementById(next)?.focus();
        else form.requestSubmit();
      })
      .catch(() => {
        if (status) status.textContent = button.dataset['failed'] ?? '';
      });
  });
}

async function readCode(detector: BarcodeReader, video: HTMLVideoElement): Promise<string> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  video.srcObject = stream;
  video.hidden = false;
  try {
    await video.play();
    for (;;) {
      const [code] = await detector.detect(video);
      if (code) return code.rawValue;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    video.hidden = true;
  }
}
