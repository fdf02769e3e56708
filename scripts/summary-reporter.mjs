// The plain last line of a test run, for people and for machines: `N passed, N failed`.
import { writeSync } from "node:fs";

/** A file that cannot be loaded and an error outside a test are failures too, although no test carries them. */
const countFailures = (modules, unhandled) =>
  unhandled.length + modules.reduce((sum, module) => sum + module.errors().length, 0);

export default class SummaryReporter {
  onTestRunEnd(modules, unhandled) {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const count = (state) => states.filter((one) => one === state).length;
    const failed = count("failed") + countFailures(modules, unhandled);
    const line = `${count("passed")} passed, ${failed} failed`;
    // After everything the other reporters still have to say.
    process.once("exit", () => writeSync(1, `${line}\n`));
  }
}
