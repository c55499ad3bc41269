import { keepClock } from './desk/clock.js';
import { keepFresh } from './desk/live.js';
import { acceptScans } from './desk/scan.js';
import { returnAfter } from './desk/return-after.js';
import { speakCalls } from './desk/speech.js';
import { eachMatch } from './enhance/dom.js';

// The staff's pages work without this file; only the spoken call and the camera need it.
eachMatch('[data-live]', (region) =>
  keepFresh(region, region.hasAttribute('data-live-display') ? speakCalls : undefined),
);
eachMatch<HTMLInputElement>('input[data-scan]', acceptScans);
eachMatch('[data-clock]', keepClock);
eachMatch<HTMLAnchorElement>('a[data-return-after]', returnAfter);
