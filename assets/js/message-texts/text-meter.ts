import { smsLength } from '../../../src/infrastructure/sms-length.js';
import { withSamples } from './with-samples.js';

/** Somebody who types is not told of every letter. */
const PAUSE_MS = 300;

/** Keeps the count and the preview of one language true while somebody types. */
export function keepMeter(editor: HTMLElement): void {
  const { textMeter: name = '', signature = '', sample = '{}', template = '', most = '0' } = editor.dataset;
  const field = document.getElementById(name);
  const meter = document.getElementById(`${name}-meter`);
  const bubble = document.getElementById(`${name}-bubble`);
  if (!(field instanceof HTMLTextAreaElement) || !meter || !bubble) return;
  const values = JSON.parse(sample) as Record<string, string | number>;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    const words = signature + withSamples(field.value, values);
    const { units, parts } = smsLength(words);
    bubble.textContent = words;
    meter.textContent = template.replace('{units}', String(units)).replace('{parts}', String(parts));
    meter.classList.toggle('text-meter--over', parts > Number(most));
  };
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE_MS);
  });
}
