import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** The spec reporter, which also leaves its totals in a file so that several runs can be summed. */
class SummaryReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = runner.stats;
      const titles = this.failures.map((test) => `${test.titlePath().join(' › ')}: ${firstLine(test.err)}`);
      writeFileSync(options.reporterOptions.file, JSON.stringify({ passes, failures, pending, titles }));
    });
  }
}

function firstLine(error) {
  return String(error?.message ?? error).split('\n')[0];
}

// Mocha takes a reporter from its module's default.
export { SummaryReporter as default };
