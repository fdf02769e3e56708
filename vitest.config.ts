import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", "./scripts/summary-reporter.mjs"],
    globalSetup: ["./test/support/build.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // On a machine with two cores the default is one worker.
    maxWorkers: "100%",
  },
});
