import { analyse } from "../analysis/analyse.ts";
import { declaredPolicy } from "../analysis/declared.ts";
import { type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import { withExcerpts } from "../diagnostics/excerpt.ts";
import { nearest } from "../diagnostics/suggest.ts";
import { workflowCommands } from "../diagnostics/workflow-commands.ts";
import { findKind } from "../kinds/find.ts";
import { identityOf, type KindName } from "../model/address.ts";
import type { Resource } from "../model/resource.ts";
import { fenced } from "../plan/render/safe.ts";
import { count } from "../plan/render/words.ts";
import { referencesOf } from "../state/needs.ts";
import type { CommandResult, CommonOptions, Environment } from "./outcome.ts";
import { failed, showDiagnostics } from "./show.ts";
import { openWorkspace } from "./workspace.ts";

type Declared = ReadonlyMap<KindName, ReadonlyMap<string, Resource>>;

/** A thousand rules may name one object that nobody declares. */
const nearestIn = (names: Declared): ((kind: KindName, name: string) => string | undefined) => {
  const known = new Map<string, string | undefined>();
  return (kind, name) => {
    const key = `${kind}:${name}`;
    if (!known.has(key)) {
      const candidates = [...(names.get(kind)?.values() ?? [])].map((one) => one.name);
      known.set(key, nearest(name, candidates, 1)[0]);
    }
    return known.get(key);
  };
};

/** Letters of a name that a slip can be told by. */
const shortest = 5;

/**
 * Offline, an undeclared name may still be live; one that nearly equals a declared name is more likely a slip.
 */
const likelySlips = (resources: readonly Resource[]): readonly Diagnostic[] => {
  const names = new Map<KindName, Map<string, Resource>>();
  for (const resource of resources) {
    const known = names.get(resource.kind) ?? new Map<string, Resource>();
    names.set(resource.kind, known.set(identityOf(resource.name), resource));
  }
  const nearOf = nearestIn(names);
  return resources.flatMap((resource) => {
    const kind = findKind(resource.kind);
    if (kind === undefined) return [];
    return referencesOf(kind, resource.spec).flatMap((reference): readonly Diagnostic[] => {
      const declared = names.get(reference.kind);
      if (declared === undefined || declared.has(identityOf(reference.name))) return [];
      const near = nearOf(reference.kind, reference.name);
      // A short name is near to many others: DNS is no slip of VNC.
      const isClose =
        near !== undefined && near.length >= shortest && Math.abs(near.length - reference.name.length) <= 2;
      if (!isClose) return [];
      const at = declared.get(identityOf(near))?.source;
      return [
        {
          severity: "warning",
          code: "unknown-reference",
          message: `no ${reference.kind} named "${reference.name}" is declared here`,
          source: resource.at([reference.field, ...reference.path]),
          hint: `did you mean "${near}"${at === undefined ? "" : ` (${at.file}:${at.line})`}? if it is live only, all is well`,
        },
      ];
    });
  });
};

/** For a workflow: remarks on the files of the pull request, and a page. */
const toldAtGitHub = (
  diagnostics: readonly Diagnostic[],
  outcome: string,
  environment: Environment,
): CommandResult => ({
  exitCode: diagnostics.some(isError) ? 1 : 0,
  output: `${workflowCommands(diagnostics)}${outcome}\n`,
  ...(diagnostics.length === 0 ? {} : { notes: showDiagnostics(diagnostics, environment) }),
  summary: [
    `**${outcome}**`,
    ...(diagnostics.length === 0 ? [] : [fenced("text", showDiagnostics(diagnostics, environment).split("\n"))]),
  ].join("\n\n"),
});

const mistakes = (diagnostics: readonly Diagnostic[]): string => count(diagnostics.filter(isError).length, "mistake");

export const validate = async (options: CommonOptions, environment: Environment): Promise<CommandResult> => {
  const isGitHub = options.format === "github";
  const workspace = await openWorkspace(options, environment);
  if (!workspace.ok)
    return isGitHub
      ? toldAtGitHub(workspace.diagnostics, mistakes(workspace.diagnostics), environment)
      : failed(workspace.diagnostics, environment, options.format);
  const { configuration, desired, loaded, texts } = workspace.value;
  const diagnostics = [
    ...workspace.diagnostics,
    ...likelySlips(desired.resources),
    ...analyse(declaredPolicy(desired), configuration.analysis),
  ];
  if (isGitHub && diagnostics.some(isError)) {
    const shown = withExcerpts(diagnostics, (file) => texts.get(file));
    return toldAtGitHub(shown, mistakes(diagnostics), environment);
  }
  if (diagnostics.some(isError)) return failed(diagnostics, environment, options.format, texts);
  const summary = `${count(desired.resources.length, "resource")} in ${count(loaded.documents.length, "document")}: all valid`;
  if (isGitHub)
    return toldAtGitHub(
      withExcerpts(diagnostics, (file) => texts.get(file)),
      summary,
      environment,
    );
  return {
    exitCode: 0,
    output:
      options.format === "json"
        ? `${JSON.stringify({ resources: desired.resources.length, diagnostics }, null, 2)}\n`
        : `${summary}\n`,
    ...(diagnostics.length === 0 ? {} : { notes: showDiagnostics(diagnostics, environment, texts) }),
  };
};
