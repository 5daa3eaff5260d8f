import { isDotenvTemplate } from '../formats/variables/index.ts';
import { type LineIndex, type Range, rangeOf } from '../model/line-index.ts';
import { isPlatformVariable } from '../model/platform-variables.ts';
import type { Variable, VariableGraph, VariablePlace } from '../model/variable-graph.ts';
import { usageOf, type VariableUsage } from '../model/variable-usage.ts';
import { credentialKind } from '../rules/config/credential-names.ts';
import type { Variables } from './variables.ts';
import type { Workspace } from './workspace.ts';

/** Where a variable is named; lines and characters from 0, as in LSP. */
export type ReportedPlace = { readonly path: string; readonly range: Range; readonly detail: string };

/** One variable of a project. No value of a deploy is in it, and no secret. */
export type ReportedVariable = {
  readonly name: string;
  /** What becomes of the application without it; null where its code does not read it. */
  readonly need: 'required' | 'default' | 'optional' | null;
  readonly usage: VariableUsage;
  readonly secret: boolean;
  /** The platform or a tool sets it. */
  readonly platform: boolean;
  readonly default: string | null;
  readonly declared: readonly ReportedPlace[];
  readonly given: readonly ReportedPlace[];
  readonly read: readonly ReportedPlace[];
  /** Manifests that name others of the application's variables and not this one, sorted. */
  readonly missingIn: readonly string[];
};

export type ReportedProject = {
  /** Relative to the folder; empty for the folder itself. */
  readonly root: string;
  readonly name: string;
  /** Something takes the environment as a whole: what seems unused may not be. */
  readonly readsWholeEnvironment: boolean;
  /** The template that names most of them; null where there is none. */
  readonly template: string | null;
  /** By name. */
  readonly variables: readonly ReportedVariable[];
};

type LinesOf = (path: string) => LineIndex | undefined;

/**
 * What is known of the variables of each project that names any, in the order of their roots.
 *
 * @param linesOf gives the lines of the files that the variables stand in
 */
export function reportVariables(
  variables: Variables,
  workspace: Workspace,
  linesOf: LinesOf = workspace.lines,
): readonly ReportedProject[] {
  return variables
    .all()
    .map(({ project, graph }) => {
      const isOwn = ({ path }: VariablePlace) => workspace.projectOf(path).root === project.root;
      const own = [...graph.variables.values()].filter((variable) => matters(variable, isOwn));
      return {
        root: project.root,
        name: project.name,
        readsWholeEnvironment: graph.readsWholeEnvironment,
        template: templateOf(own, isOwn),
        variables: own.map((variable) => reportVariable(variable, graph, linesOf)),
      };
    })
    .filter((project) => project.variables.length > 0);
}

/** What the project's own code reads or its own manifests declare; what only containers and workflows use is theirs. */
function matters({ reads, declarations }: Variable, isOwn: (place: VariablePlace) => boolean): boolean {
  return reads.some(isOwn) || declarations.some((place) => isOwn(place) && place.detail !== 'ARG');
}

function templateOf(variables: readonly Variable[], isOwn: (place: VariablePlace) => boolean): string | null {
  const counts = new Map<string, number>();
  for (const { declarations } of variables) {
    const paths = declarations
      .filter((place) => isOwn(place) && isDotenvTemplate(place.path))
      .map(({ path }) => path);
    for (const path of new Set(paths)) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  return best?.[0] ?? null;
}

function reportVariable(
  variable: Variable,
  { variables }: VariableGraph,
  linesOf: LinesOf,
): ReportedVariable {
  const { name, need, reads, declarations, provisions, missingIn } = variable;
  const places = (found: readonly VariablePlace[]) =>
    found.flatMap(({ path, span, detail }): ReportedPlace[] => {
      const lines = linesOf(path);
      return lines ? [{ path, range: rangeOf(lines, span), detail }] : [];
    });
  return {
    name,
    need: need ?? null,
    usage: usageOf(variable, variables),
    secret: credentialKind(name) !== undefined,
    platform: isPlatformVariable(name),
    default: reads.find(({ fallback }) => fallback !== undefined)?.fallback ?? null,
    declared: places(declarations),
    given: places(provisions),
    read: places(reads),
    missingIn,
  };
}
