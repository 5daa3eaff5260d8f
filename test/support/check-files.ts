import { createAnalyzer } from '../../server/src/engine/analysis.ts';
import { applyEdits, resolveFixes } from '../../server/src/engine/fixes.ts';
import {
  compareFindings,
  type Judgement,
  judgeFile,
  judgeProject,
} from '../../server/src/engine/judgement.ts';
import { createModuleStore } from '../../server/src/engine/modules.ts';
import { isSystemdUnit, recognizeDialects } from '../../server/src/formats/dotenv/detect.ts';
import { imageOf } from '../../server/src/formats/dotenv/image.ts';
import { neighbourPaths, readNeighbour } from '../../server/src/formats/dotenv/neighbours.ts';
import { contextOf, recognizeTargets } from '../../server/src/formats/procfile/targets.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import type { Confidence, Finding, Fix } from '../../server/src/model/finding.ts';
import type { ProjectKind } from '../../server/src/model/role.ts';
import type { Rule } from '../../server/src/model/rule.ts';
import { OBSERVERS } from '../../server/src/rules/index.ts';
import { wouldBeListed } from '../../server/src/workspace/files.ts';
import { answerOf, runNow } from '../../server/src/workspace/task.ts';

export type Files = ReadonlyMap<string, string>;

/** Runs rules over files in memory as one project. Throws what a rule throws. */
export function checkFiles(
  grammars: Grammars,
  rules: readonly Rule[],
  files: Files,
  kind: ProjectKind = 'service',
  minimumConfidence: Confidence = 'medium',
): Judgement {
  const analyzer = createAnalyzer(grammars, rules, OBSERVERS);
  const modules = createModuleStore(grammars, {
    exists: (path) => files.has(path),
    read: (path) => files.get(path),
  });
  const paths = [...files.keys()].sort();
  const textOf = (path: string) => answerOf(files.get(path));
  const isAbsent = (path: string) => !files.has(path) && runNow(wouldBeListed(path, [], textOf));
  try {
    const analyses = paths.map((path) => {
      const evidence = {
        has: (name: string) => files.has(name),
        read: (name: string) => files.get(name),
        units: paths.filter(isSystemdUnit),
      };
      const local = files.get(`${path.slice(0, path.lastIndexOf('/') + 1)}.env`);
      const procfile = contextOf(path, recognizeTargets(path, evidence), local);
      const image = imageOf(path, evidence.read);
      const dotenv = {
        ...(image ? { image } : {}),
        dialects: recognizeDialects(path, evidence),
        neighbours: neighbourPaths(path).flatMap((place) => {
          const text = files.get(place);
          return text === undefined ? [] : [readNeighbour(place, text)];
        }),
        // As in a repository to which all files were added that its ignore files let through.
        isTracked: runNow(wouldBeListed(path, [], textOf)),
      };
      return analyzer.analyze({ path, text: files.get(path) ?? '', procfile, dotenv }, modules);
    });
    const project = { root: '', name: 'case', kind, evidence: [], files: paths };
    const levels = { level: () => 'on' as const, isChosen: () => true, minimumConfidence };
    const ofFiles = analyses.map((analysis) => judgeFile(analysis, project, levels));
    const summaries = analyses.map(({ summary }) => summary);
    const ofProject = judgeProject(project, summaries, rules, levels, [], isAbsent);
    const [failure] = [...analyses.flatMap(({ failures }) => failures), ...ofProject.failures];
    if (failure) throw failure.error;
    const all = [...ofFiles, ofProject];
    return {
      findings: all.flatMap(({ findings }) => findings).sort(compareFindings),
      evidence: all.flatMap(({ evidence }) => evidence),
    };
  } finally {
    modules.dispose();
  }
}

/** The files with one fix made. */
export function makeFix(files: Files, finding: Finding, fix: Fix): Files {
  const fixed = new Map(files);
  const context = { read: (path: string) => files.get(path), projectRoot: () => '' };
  for (const { path, edits } of resolveFixes([{ finding, fix }], context)) {
    fixed.set(path, applyEdits(files.get(path) ?? '', edits));
  }
  return fixed;
}
