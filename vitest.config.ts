import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", "./scripts/summary-reporter.mjs"],
    setupFiles: [],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
