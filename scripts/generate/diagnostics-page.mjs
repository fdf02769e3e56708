import { code, fill, header, table } from "./markdown.mjs";

export const diagnosticsPage = (codes) =>
  fill("diagnostics.md", {
    header: header("src/diagnostics/codes.ts"),
    codes: table(
      ["Code", "What it means"],
      Object.entries(codes).map(([name, sentence]) => [code(name), sentence]),
    ),
  });
