import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

const MOST_LINES = 40;
const MOST_CAUSES = 5;

/** The spec reporter, which also leaves its totals in a file so that several runs can be summed. */
class SummaryReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = runner.stats;
      const titles = this.failures.map((test) => `${test.titlePath().join(' › ')}: ${wordsOf(test.err)}`);
      writeFileSync(options.reporterOptions.file, JSON.stringify({ passes, failures, pending, titles }));
    });
  }
}

/** All that an error and its causes say: the seed and the path in it are what a failed property is repeated by. */
function wordsOf(error) {
  const lines = messagesOf(error, MOST_CAUSES).join('\nCaused by: ').split('\n');
  const rest = lines.splice(MOST_LINES).length;
  return [...lines, ...(rest > 0 ? [`… and ${rest} more lines`] : [])].join('\n    ');
}

function messagesOf(error, depth) {
  const message = String(error?.message ?? error);
  return error?.cause === undefined || depth === 0 ? [message] : [message, ...messagesOf(error.cause, depth - 1)];
}

// Mocha takes a reporter from its module's default.
export { SummaryReporter as default };
