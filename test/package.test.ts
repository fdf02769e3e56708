import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";

interface Packed {
  readonly files: readonly { readonly path: string }[];
}

let files: readonly string[] = [];

beforeAll(() => {
  const listed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts", "--loglevel=silent"], {
    encoding: "utf8",
  });
  const [packed] = JSON.parse(listed) as readonly Packed[];
  files = (packed?.files ?? []).map(({ path }) => path);
});

describe("npm pack", () => {
  test.each([
    "dist/cli.js",
    "dist/commands/demo.js",
    "schemas/zerodrift.schema.json",
    "schemas/zia/url-filtering-rule.schema.json",
    "policies/zia/url-filtering.yaml",
    "templates/workflows/zerodrift-plan.yml",
    "templates/repository/gitignore",
    "zerodrift.yaml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
  ])("holds %s", (path) => {
    expect(files).toContain(path);
  });

  test.each(["src/", "test/", "scripts/", "bench/", ".github/", ".ci/", ".zerodrift/", "node_modules/"])(
    "holds nothing of %s",
    (folder) => {
      expect(files.filter((path) => path.startsWith(folder))).toEqual([]);
    },
  );

  test("holds every file the program reads beside its code", () => {
    const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
      readonly bin: { readonly zerodrift: string };
    };
    expect(files).toContain(manifest.bin.zerodrift);
    expect(files).toContain("package.json");
  });
});

test("package-lock.json names the packages of every platform, or `npm ci` refuses a clean clone", () => {
  interface Locked {
    readonly optionalDependencies?: Readonly<Record<string, string>>;
  }
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});
