import { newCalls, spokenNumber } from './calls.js';

const said = new Set<string>();
let isFirst = true;

/** Says in Chinese which number goes to which window; each call once, also when the page was loaded again. */
export function speakCalls(region: HTMLElement): void {
  offerSound();
  const shown = Array.from(region.querySelectorAll<HTMLElement>('[data-call][data-state="called"]'));
  const calls = shown.map(({ dataset }) => dataset['call'] ?? '');
  const fresh = newCalls(calls, said);
  for (const call of fresh) said.add(call);
  if (isFirst) {
    isFirst = false;
    return;
  }
  const sentence = region.dataset['speak'] ?? '';
  for (const call of fresh) {
    const [number = '', window = ''] = call.split('|');
    say(sentence.replace('#', spokenNumber(number)).replace('@', window));
  }
}

function say(text: string): void {
  if (!('speechSynthesis' in window)) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = 'zh-CN';
  utterance.rate = 0.9;
  const voice = speechSynthesis.getVoices().find(({ lang }) => lang.replace('_', '-').startsWith('zh'));
  if (voice) utterance.voice = voice;
  speechSynthesis.speak(utterance);
}

/** Browsers speak only after somebody has touched the page once. */
function offerSound(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-speech]');
  if (!button || button.dataset['ready'] || !('speechSynthesis' in window)) return;
  button.dataset['ready'] = 'true';
  button.hidden = false;
  button.addEventListener('click', () => {
    say(' ');
    button.hidden = true;
  });
}
