import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Disk, readWhole, writeFiles } from "../../src/commands/write-files.ts";
import { discard, prepare, replace } from "../../src/disk/durable.ts";

const disk: Disk = { prepare, replace, discard };

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "zerodrift-write-"));
  writeFileSync(join(root, "a.yaml"), "a\n");
  writeFileSync(join(root, "b.yaml"), "b\n", { mode: 0o600 });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const textOf = (path: string): string => readFileSync(join(root, path), "utf8");
const write = (path: string, before: string | undefined, after = "new\n") => ({ path, before, after });

describe("several files are written", () => {
  test("whole, with the rights they had, new ones in new folders, and nothing else is left", () => {
    expect(writeFiles(root, [write("a.yaml", "a\n"), write("b.yaml", "b\n"), write("x/c.yaml", undefined)])).toEqual(
      [],
    );
    expect(["a.yaml", "b.yaml", "x/c.yaml"].map(textOf)).toEqual(["new\n", "new\n", "new\n"]);
    expect(statSync(join(root, "b.yaml")).mode & 0o777).toBe(0o600);
    expect(readdirSync(root).sort()).toEqual(["a.yaml", "b.yaml", "x"]);
  });

  test("a mark at the start of a file is part of its text", () => {
    writeFileSync(join(root, "a.yaml"), "\ufeffa\n");
    expect(readWhole(root, "a.yaml")).toBe("\ufeffa\n");
    expect(writeFiles(root, [write("a.yaml", "\ufeffa\n")])).toEqual([]);
  });
});

describe("or none", () => {
  test.each<[string, () => void, Parameters<typeof write>, string, RegExp]>([
    [
      "one was changed meanwhile",
      () => writeFileSync(join(root, "b.yaml"), "B\n"),
      ["b.yaml", "b\n"],
      "file-changed",
      /"b.yaml" was changed meanwhile/,
    ],
    ["one is gone", () => rmSync(join(root, "b.yaml")), ["b.yaml", "b\n"], "file-changed", /"b.yaml" is gone/],
    ["a new one is there already", () => undefined, ["b.yaml", undefined], "file-changed", /"b.yaml" exists already/],
    [
      "one is read-only",
      () => chmodSync(join(root, "b.yaml"), 0o444),
      ["b.yaml", "b\n"],
      "unwritable-file",
      /"b.yaml" is read-only/,
    ],
    [
      "a folder is a file",
      () => undefined,
      ["a.yaml/c.yaml", undefined],
      "unwritable-file",
      /"a.yaml\/c.yaml" cannot be written/,
    ],
  ])("when %s", (_, happen, given, code, message) => {
    happen();
    const before = readdirSync(root).map((name) => [name, textOf(name)]);
    const found = writeFiles(root, [write("a.yaml", "a\n"), write(...given)]);
    expect(found.map((one) => one.code)).toEqual([code]);
    expect(found[0]?.message).toMatch(message);
    expect(readdirSync(root).map((name) => [name, textOf(name)])).toEqual(before);
  });

  test("when the disk is full before the last text is on it", () => {
    const full: Disk = {
      ...disk,
      prepare: (path, text, mode) => {
        if (path.endsWith("b.yaml")) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
        return prepare(path, text, mode);
      },
    };
    const found = writeFiles(root, [write("a.yaml", "a\n"), write("b.yaml", "b\n")], full);
    expect(found.map(({ message }) => message)).toEqual([
      '"b.yaml" cannot be written (ENOSPC), so nothing was written',
    ]);
    expect(readdirSync(root)).toEqual(["a.yaml", "b.yaml"]);
    expect(textOf("a.yaml")).toBe("a\n");
  });

  test("a failure in between says which files are new and which are as before", () => {
    const failing: Disk = {
      ...disk,
      replace: (prepared) => {
        if (prepared.path.endsWith("b.yaml")) throw Object.assign(new Error("denied"), { code: "EPERM" });
        replace(prepared);
      },
    };
    const writes = [write("a.yaml", "a\n"), write("b.yaml", "b\n"), write("c.yaml", undefined)];
    expect(writeFiles(root, writes, failing).map(({ message }) => message)).toEqual([
      '"b.yaml" could not be replaced (EPERM); new: "a.yaml"; as before: "b.yaml", "c.yaml"',
    ]);
    expect(readdirSync(root).map(textOf)).toEqual(["new\n", "b\n"]);
  });
});
