// Loaded into the measured child with --import: writes what the process used to the file named by BENCH_USAGE.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  if (process.env.BENCH_USAGE === undefined) return;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(
    process.env.BENCH_USAGE,
    JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 }),
  );
});
