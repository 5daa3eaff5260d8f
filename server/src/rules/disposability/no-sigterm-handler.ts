import { defineRule, type ProjectReport } from '../../model/rule.ts';
import type { Observation } from '../../model/summary.ts';
import {
  handlesInterrupt,
  needsHandler,
  productionServer,
  type RunningCode,
  runningCode,
} from './stopping.ts';

export default defineRule({
  id: 'disposability/no-sigterm-handler',
  severity: 'warning',
  summary: 'On SIGTERM take no new work, finish what is under way, and end.',
  *project(project) {
    const server = productionServer(project);
    for (const code of runningCode(project)) {
      for (const { path, observation } of code.handlers) {
        yield { path, span: observation.span, evidence: observation.detail };
      }
      for (const { path, observations } of code.files) {
        const handled = observations.find(
          (observation) => observation.kind === 'listens' && observation.shutdown === 'handled',
        );
        if (handled?.kind === 'listens') {
          yield {
            path,
            span: handled.span,
            evidence: `${handled.server} stops in an orderly way on SIGTERM`,
          };
        }
      }
      if (code.handlers.length === 0 && !isLeftToInterrupt(code)) yield* reports(code, server !== undefined);
    }
  },
});

/** A file of its own that handles SIGINT for all servers: `sigint-only` says what is missing there. */
function isLeftToInterrupt({ files }: RunningCode): boolean {
  return files.some(
    ({ observations }) => observations.some(handlesInterrupt) && !observations.some(needsHandler),
  );
}

function* reports({ files }: RunningCode, hasServer: boolean): Iterable<ProjectReport> {
  for (const { path, observations } of files) {
    if (observations.some(handlesInterrupt)) continue;
    const found = observations.find(
      (observation) => needsHandler(observation) && !(hasServer && isForDevelopment(observation)),
    );
    if (found) yield { path, ...reportOf(found, observations) };
  }
}

function isForDevelopment(observation: Observation): boolean {
  return observation.kind === 'listens' && observation.development === true;
}

function reportOf(found: Observation, observations: readonly Observation[]): Omit<ProjectReport, 'path'> {
  const { span, fixes = [] } = found;
  if (found.kind !== 'listens') {
    // A loop in a program that reads a command line may be a tool's.
    const isTool = observations.some(({ kind }) => kind === 'parses-arguments');
    return {
      span,
      confidence: isTool ? 'low' : 'medium',
      message:
        'Nothing in this project handles SIGTERM, so when the platform stops this process, it dies in the middle of its work. Finish the work or hand it back on SIGTERM, then end.',
    };
  }
  if (found.development) {
    return {
      span,
      confidence: 'medium',
      message: `The ${found.server} server is made for development and does not handle SIGTERM, so when the platform stops this process, requests under way are cut off. Serve the application by gunicorn or another server that handles it.`,
      fixes,
    };
  }
  return {
    span,
    confidence: found.server === 'server' ? 'medium' : 'high',
    message: `Nothing in this project handles SIGTERM, so when the platform stops this process, requests under way are cut off. Close the ${found.server} server on SIGTERM.`,
    fixes,
  };
}
