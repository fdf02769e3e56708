import { workflows } from "../../src/github/names.ts";

export const sha = "0123456789abcdef0123456789abcdef01234567";

export const soundWorkflow = `name: zerodrift
on: { push: {} }
permissions: {}
jobs:
  one:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@${sha} # v5
      - uses: actions/upload-artifact@${sha}
        with: { name: plan, retention-days: 30 }
  two:
    uses: ./.github/workflows/zerodrift-execute.yml
`;

/** Every workflow of the flow, alike; with some of them replaced. */
export const soundFiles = (more: Readonly<Record<string, string>> = {}): ReadonlyMap<string, string> =>
  new Map([...Object.values(workflows).map((path) => [path, soundWorkflow] as const), ...Object.entries(more)]);
