import type { Project } from '../model/project.ts';
import type { Summary } from '../model/summary.ts';
import { type VariableGraph, type VariablePlace, variableGraph } from '../model/variable-graph.ts';
import { isWithin } from './project-manifests.ts';
import type { Workspace } from './workspace.ts';

/** The variables of each project of a workspace folder, put together when asked for and kept until a file changes. */
export type Variables = {
  /** What the project that a file belongs to knows: its own files, and the manifests of projects around it. */
  graph(path: string): VariableGraph;
  /** Uses of a name in other projects that share a manifest which names it with the project of a file. */
  shared(name: string, path: string): readonly VariablePlace[];
  /** The root of the project that a file belongs to. */
  rootOf(path: string): string;
  /** The project and its variables, of every project that has any, in the order of their roots. */
  all(): readonly { readonly project: Project; readonly graph: VariableGraph }[];
};

/** `local` is what files say that no scan lists. */
export function createVariables(workspace: Workspace, local: readonly Summary[] = []): Variables {
  const graphs = new Map<string, VariableGraph>();
  /** As they were before a file changed. */
  const earlier = new Map<string, VariableGraph>();
  let revision = -1;

  function fresh(): Map<string, VariableGraph> {
    if (revision !== workspace.revision) {
      for (const [root, graph] of graphs) earlier.set(root, graph);
      graphs.clear();
      revision = workspace.revision;
    }
    return graphs;
  }

  function graphOf(project: Project): VariableGraph {
    const known = fresh().get(project.root);
    if (known) return known;
    const graph = variableGraph(summariesOf(project), earlier.get(project.root));
    earlier.delete(project.root);
    graphs.set(project.root, graph);
    return graph;
  }

  function summariesOf(project: Project): readonly Summary[] {
    return [...workspace.variableSummaries(), ...local].filter((summary) => {
      const { root } = workspace.projectOf(summary.path);
      if (root === project.root || isWithin(root, project.root)) return true;
      return isWithin(project.root, root) && summary.family === undefined;
    });
  }

  return {
    graph: (path) => graphOf(workspace.projectOf(path)),
    rootOf: (path) => workspace.projectOf(path).root,
    shared(name, path) {
      const { root } = workspace.projectOf(path);
      const own = new Set(graphOf(workspace.projectOf(path)).variables.get(name)?.places.map(placeKey));
      const manifests = [...(graphOf(workspace.projectOf(path)).variables.get(name)?.places ?? [])]
        .map((place) => workspace.projectOf(place.path))
        .filter((project) => project.root !== root && isWithin(root, project.root));
      const places = manifests.flatMap((project) => graphOf(project).variables.get(name)?.places ?? []);
      const seen = new Set<string>();
      return places.filter((place) => {
        const key = placeKey(place);
        if (own.has(key) || seen.has(key)) return false;
        seen.add(key);
        return true;
      });
    },
    all() {
      const projects = new Map<string, Project>();
      for (const { path, variables } of workspace.variableSummaries()) {
        if (variables.length === 0) continue;
        const project = workspace.projectOf(path);
        projects.set(project.root, project);
      }
      return [...projects.values()]
        .sort((one, other) => (one.root < other.root ? -1 : 1))
        .map((project) => ({ project, graph: graphOf(project) }));
    },
  };
}

function placeKey({ path, span }: VariablePlace): string {
  return `${path}:${span.start}`;
}
