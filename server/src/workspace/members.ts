import type { FileAnalysis } from '../engine/file-analysis.ts';
import { compareText } from '../engine/judgement.ts';
import type { Project } from '../model/project.ts';
import type { Summary } from '../model/summary.ts';

/** A project with the summaries of its files in the order of their paths. */
export type Members = { readonly project: Project; readonly summaries: readonly Summary[] };

/** Which summaries belong to which project. */
export type MemberLists = {
  all(): readonly Members[];
  /** An edit changes one summary of thousands: it takes its place without all being sorted again. */
  replace(path: string, summary: Summary): void;
  /** Files came or went, or belong to other projects now. */
  reset(): void;
};

/** @param analyses what is known of each file, as of when it is asked */
export function createMemberLists(
  analyses: ReadonlyMap<string, FileAnalysis>,
  projectOf: (path: string) => Project,
): MemberLists {
  let members: readonly Members[] | undefined;
  /** Where each summary stands. */
  const places = new Map<string, { readonly summaries: Summary[]; readonly index: number }>();

  function gather(): readonly Members[] {
    const byProject = new Map<Project, Summary[]>();
    places.clear();
    for (const path of [...analyses.keys()].sort(compareText)) {
      const analysis = analyses.get(path);
      if (!analysis) continue;
      const project = projectOf(path);
      const summaries = byProject.get(project) ?? [];
      byProject.set(project, summaries);
      places.set(path, { summaries, index: summaries.length });
      summaries.push(analysis.summary);
    }
    return [...byProject].map(([project, summaries]) => ({ project, summaries }));
  }

  return {
    all() {
      members ??= gather();
      return members;
    },
    replace(path, summary) {
      const place = places.get(path);
      if (place) place.summaries[place.index] = summary;
      else members = undefined;
    },
    reset() {
      members = undefined;
    },
  };
}
