import { isDotenvTemplate } from '../formats/variables/index.ts';
import type { LineIndex, Range } from '../model/line-index.ts';
import { rangeOf } from '../model/line-index.ts';
import { isPlatformVariable } from '../model/platform-variables.ts';
import type { Variable, VariablePlace } from '../model/variable-graph.ts';
import { credentialKind } from '../rules/config/credential-names.ts';
import { createVariables } from '../workspace/variables.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Where a variable is named; lines and characters from 0, as in LSP. */
export type EnvPlace = { readonly path: string; readonly range: Range; readonly detail: string };

/** One variable of a project. No value of a deploy is in it, and no secret. */
export type EnvVariable = {
  readonly name: string;
  /** What becomes of the application without it; null where nothing reads it. */
  readonly need: 'required' | 'default' | 'optional' | null;
  readonly secret: boolean;
  /** The platform or a tool sets it. */
  readonly platform: boolean;
  readonly default: string | null;
  readonly declared: readonly EnvPlace[];
  readonly given: readonly EnvPlace[];
  readonly read: readonly EnvPlace[];
  readonly missingIn: readonly string[];
};

export type EnvProject = {
  /** Relative to the folder; empty for the folder itself. */
  readonly root: string;
  readonly name: string;
  /** Something takes the environment as a whole: what seems unused may not be. */
  readonly readsWholeEnvironment: boolean;
  /** The template that names most of them; null where there is none. */
  readonly template: string | null;
  /** By name. */
  readonly variables: readonly EnvVariable[];
};

/** What is known of the variables of each project that names any, in the order of their roots. */
export function envProjects(workspace: Workspace): readonly EnvProject[] {
  return createVariables(workspace)
    .all()
    .map(({ project, graph }) => {
      const isOwn = ({ path }: VariablePlace) => workspace.projectOf(path).root === project.root;
      const variables = [...graph.variables.values()].filter((variable) => matters(variable, isOwn));
      return {
        root: project.root,
        name: project.name,
        readsWholeEnvironment: graph.readsWholeEnvironment,
        template: templateOf(variables, isOwn),
        variables: variables.map((variable) => toEnvVariable(variable, workspace.lines)),
      };
    })
    .filter(({ variables }) => variables.length > 0);
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

function toEnvVariable(variable: Variable, linesOf: (path: string) => LineIndex | undefined): EnvVariable {
  const { name, need, reads, declarations, provisions, missingIn } = variable;
  const places = (found: readonly VariablePlace[]) =>
    found.flatMap(({ path, span, detail }): EnvPlace[] => {
      const lines = linesOf(path);
      return lines ? [{ path, range: rangeOf(lines, span), detail }] : [];
    });
  return {
    name,
    need: need ?? null,
    secret: credentialKind(name) !== undefined,
    platform: isPlatformVariable(name),
    default: reads.find(({ fallback }) => fallback !== undefined)?.fallback ?? null,
    declared: places(declarations),
    given: places(provisions),
    read: places(reads),
    missingIn,
  };
}
