import { runCountdown } from './enhance/countdown.js';
import { filterSelect } from './enhance/filter-select.js';
import { focusErrorSummary } from './enhance/error-summary.js';
import { offerPosition } from './enhance/geolocate.js';
import { preventDoubleSubmit } from './enhance/double-submit.js';
import { reloadAsGet } from './enhance/reload-as-get.js';
import { runReleaseCountdown } from './enhance/release-countdown.js';
import { eachMatch } from './enhance/dom.js';

// Every page works without this file; a part that fails must not take the others with it.
eachMatch('.main > [data-error-summary]', focusErrorSummary);
eachMatch('[data-countdown]', runCountdown);
eachMatch('[data-release-countdown]', runReleaseCountdown);
eachMatch('select[data-filter]', filterSelect);
eachMatch('button[data-geolocate]', offerPosition);
eachMatch('[data-print]', (button) => {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
});
preventDoubleSubmit();
reloadAsGet();
