import type { ProjectView } from '../../model/project.ts';
import type { LanguageFamily } from '../../model/source-file.ts';
import type { Observation, Summary } from '../../model/summary.ts';

/** The code of one language that a project runs: processes of different languages cannot stop each other. */
export type RunningCode = {
  readonly family: LanguageFamily;
  readonly files: readonly RunningFile[];
  /** What handles SIGTERM, itself or through a library. */
  readonly handlers: readonly Placed[];
};
export type RunningFile = { readonly path: string; readonly observations: readonly Observation[] };
export type Placed = { readonly path: string; readonly observation: Observation };

/** Groups what is known of a project's application code by language. */
export function* runningCode({ summaries }: ProjectView): Iterable<RunningCode> {
  for (const family of ['javascript', 'python'] as const) {
    const files = summaries.filter((summary) => summary.family === family && isRun(summary));
    if (files.length === 0) continue;
    const handlers = files.flatMap(({ path, observations }) =>
      observations.filter(stops).map((observation) => ({ path, observation })),
    );
    yield { family, files, handlers };
  }
}

function isRun({ role, environment }: Summary): boolean {
  return role === 'application' && (environment === 'any' || environment === 'production');
}

function stops(observation: Observation): boolean {
  return (
    observation.kind === 'handles-shutdown' ||
    (observation.kind === 'handles-signal' && observation.signal === 'SIGTERM')
  );
}

/** A server or a worker that does not stop in an orderly way by itself. */
export function needsHandler(observation: Observation): boolean {
  return (observation.kind === 'listens' || observation.kind === 'works') && observation.shutdown === 'own';
}

export function handlesInterrupt(observation: Observation): boolean {
  return observation.kind === 'handles-signal' && observation.signal === 'SIGINT';
}

/** Names of files by which servers are told how to run an application that another file makes. */
const SERVER_FILE =
  /(?:^|\/)(?:gunicorn(?:[._-]\w+)*|\w+[._-]gunicorn|wsgi|asgi|passenger_wsgi)\.py$|(?:^|\/)uwsgi[\w.-]*\.(?:ini|ya?ml|xml)$/;

/**
 * What shows that in production a server runs the Python application of a project, so that `app.run()` is for
 * development: a Procfile or Dockerfile that starts one, or a file that is made for one. Undefined where nothing does.
 */
export function productionServer({ files, summaries }: ProjectView): string | undefined {
  const command = summaries.find(
    ({ language, observations }) =>
      (language === 'procfile' || language === 'dockerfile') &&
      observations.some(({ kind }) => kind === 'handles-shutdown'),
  );
  return command?.path ?? files.find((path) => SERVER_FILE.test(path));
}
