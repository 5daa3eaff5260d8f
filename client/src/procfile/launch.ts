import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseProcfile } from '../../../server/src/formats/procfile.ts';
import { type DotenvFile, dialectOf, readDotenvFiles } from '../../../server/src/workspace/dotenv-files.ts';
import {
  addedEnvironment,
  basePortOf,
  type FormationProblem,
  type PlanWishes,
  type ProcessPlan,
  planProcesses,
} from '../../../server/src/workspace/formation.ts';

/** A process that is ready to be started. */
export type Launch = ProcessPlan & {
  /** Absolute: the folder of the Procfile. */
  readonly folder: string;
  /** Beside the environment that there is. May hold secrets: never shown, never logged. */
  readonly environment: Readonly<Record<string, string>>;
};

export type Launches = {
  readonly launches: readonly Launch[];
  /** For people: what of the .env files could not be taken over. */
  readonly notes: readonly string[];
};

/** What is asked for beside the Procfile. */
export type LaunchWishes = Omit<PlanWishes, 'basePort'> & {
  /** Absolute or relative to the root; undefined: `.env` beside the Procfile, if there is one. */
  readonly envFiles?: readonly string[] | undefined;
};

/**
 * Reads a Procfile and its dotenv files from disk, and says what is to be started.
 *
 * @param root absolute path of the workspace folder
 * @param file path of the Procfile in it
 * @param environment of this process
 * @returns the processes, or what is wrong, for people
 */
export function planLaunches(
  root: string,
  file: string,
  { envFiles, ...wishes }: LaunchWishes,
  environment: Readonly<Record<string, string | undefined>>,
): Launches | FormationProblem {
  const procfile = path.join(root, file);
  const folder = path.dirname(procfile);
  const text = textOf(procfile);
  if (text === undefined) return { problem: `There is no file ${file}, or it cannot be read.` };

  const usual = path.join(folder, '.env');
  const wanted = envFiles?.map((one) => path.resolve(root, one)) ?? (existsSync(usual) ? [usual] : []);
  const missing = wanted.find((one) => textOf(one) === undefined);
  if (missing !== undefined)
    return { problem: `There is no file ${path.relative(root, missing)}, or it cannot be read.` };

  const { values, notes } = readDotenvFiles(
    wanted.map((one) => dotenvFile(folder, one)),
    environment,
  );
  // Not the PORT of the editor's own process: it is not the shell of the user, and some servers of VS Code have one.
  const basePort = basePortOf(undefined, values, {});
  if (typeof basePort !== 'number') return basePort;
  const plans = planProcesses(parseProcfile(file, text), { ...wishes, basePort });
  if ('problem' in plans) return plans;
  const launches = plans.map((plan) => ({
    ...plan,
    folder,
    environment: addedEnvironment(plan, values, environment),
  }));
  return { launches, notes };
}

function dotenvFile(folder: string, place: string): DotenvFile {
  const relative = path.relative(folder, place).replaceAll(path.sep, '/');
  const dialect = dialectOf(relative, (name) => textOf(path.join(folder, name)));
  return { path: relative, text: textOf(place) ?? '', dialect };
}

function textOf(place: string): string | undefined {
  try {
    return statSync(place).isFile() ? readFileSync(place, 'utf8') : undefined;
  } catch {
    // Absent, or not for us: what it would have said is not known either way.
    return undefined;
  }
}
