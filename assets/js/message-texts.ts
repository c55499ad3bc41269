import { eachMatch } from './enhance/dom.js';
import { offerCopy } from './message-texts/copy-text.js';
import { keepMeter } from './message-texts/text-meter.js';

// The pages count and preview without this file too: when they are sent.
eachMatch('[data-text-meter]', keepMeter);
eachMatch<HTMLButtonElement>('button[data-copy]', offerCopy);
