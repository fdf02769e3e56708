/** One line of a lockfile for actions: changed together with the templates. */
const cache = (what) => `actions/cache/${what}@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5`;
const path = "  path: .zerodrift/sandbox.json";
const key = "zerodrift-sandbox-${{ github.run_id }}-${{ github.run_attempt }}";

/** The embedded tenant is a file; runs hand it on through the cache, where the newest with the prefix is found. */
const state = {
  "restore state": [
    "- id: state",
    `  uses: ${cache("restore")}`,
    "  with:",
    `  ${path}`,
    `    key: ${key}`,
    "    restore-keys: zerodrift-sandbox-",
  ],
  "seed state": [
    "# The first run makes the tenant. Later ones only read it, and must not hide what an apply saved meanwhile.",
    "- if: steps.state.outputs.cache-matched-key == ''",
    `  uses: ${cache("save")}`,
    "  with:",
    `  ${path}`,
    "    key: zerodrift-sandbox-seed",
  ],
  "save state": ["- if: always()", `  uses: ${cache("save")}`, "  with:", `  ${path}`, `    key: ${key}`],
};

/** The same workflows as `zerodrift init` writes, for this repository: its own tool, and the embedded tenant. */
export const workflowPages = (tenant, workflowFiles) => {
  const files = workflowFiles({
    words: { tenant, branch: "main", install: "npm ci --no-audit --no-fund", zerodrift: "node dist/cli.js" },
    blocks: { credentials: [], ...state },
  });
  return [...files].map(([file, text]) => [
    file,
    `# Generated from templates/workflows by \`npm run generate\`: change it there.\n${text}`,
  ]);
};
