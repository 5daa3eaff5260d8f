import type { RuleFailure } from '../engine/file-analysis.ts';
import { judgeProject, type Levels } from '../engine/judgement.ts';
import type { Rule } from '../model/rule.ts';
import type { Summary } from '../model/summary.ts';
import type { Members } from './members.ts';
import { movedSpans } from './moved-spans.ts';
import { isWithin } from './project-manifests.ts';
import { moveAlong, type Said, saysSame } from './said.ts';

/** What project rules say, by path. */
export type ProjectJudgement = {
  readonly byPath: ReadonlyMap<string, Said>;
  readonly failures: readonly RuleFailure[];
};

/** Asks project rules, and keeps what they say until something that they read changed. */
export type ProjectJudge = {
  judge(): ProjectJudgement;
  /** They must be asked again. */
  invalidate(): void;
  /**
   * Moves what is said of a file along with an edit that only moves what they read.
   *
   * @returns false if they must be asked again
   */
  move(path: string, earlier: Summary, now: Summary): boolean;
};

/** What the judge asks of its workspace, as of when it judges. */
export type JudgedWorkspace = {
  levels(): Levels;
  members(): readonly Members[];
  isAbsent(path: string): boolean;
  /** Something else than before is said of a file. */
  touch(path: string): void;
};

export function createProjectJudge(rules: readonly Rule[], workspace: JudgedWorkspace): ProjectJudge {
  let judgement: ProjectJudgement | undefined;
  /** What was said when they were last asked: only what they say now in another way is shown again. */
  let before: ProjectJudgement['byPath'] = new Map();

  function ask(): ProjectJudgement {
    const byPath = new Map<string, Said>();
    const failures: RuleFailure[] = [];
    const at = (path: string) => {
      const found = byPath.get(path) ?? { findings: [], evidence: [] };
      byPath.set(path, found);
      return found;
    };
    const { isAbsent } = workspace;
    const members = workspace.members();
    for (const { project, summaries } of members) {
      const neighbours = members
        .filter(({ project: { root } }) => root !== project.root && areNested(root, project.root))
        .flatMap((other) => other.summaries);
      const result = judgeProject(project, summaries, rules, workspace.levels(), neighbours, isAbsent);
      for (const finding of result.findings) at(finding.path).findings.push(finding);
      for (const item of result.evidence) at(item.path).evidence.push(item);
      failures.push(...result.failures);
    }
    for (const path of new Set([...before.keys(), ...byPath.keys()])) {
      if (!saysSame(before.get(path), byPath.get(path))) workspace.touch(path);
    }
    before = byPath;
    return { byPath, failures };
  }

  return {
    judge() {
      judgement ??= ask();
      return judgement;
    },
    invalidate() {
      judgement = undefined;
    },
    move(path, earlier, now) {
      const moved = judgement && movedSpans(earlier, now);
      if (!moved) return false;
      const said = judgement?.byPath.get(path);
      return !said || moveAlong(said, moved);
    },
  };
}

function areNested(one: string, other: string): boolean {
  return isWithin(one, other) || isWithin(other, one);
}
