/** The type of task that package.json contributes. */
export const TASK_TYPE = 'procfile';

/** A task of tasks.json or of the provider, checked. Paths are relative to the workspace folder, with `/`. */
export type ProcfileTask = {
  readonly process: string;
  readonly file: string;
  /** From 1. */
  readonly instance: number;
  /** Of this process; undefined: as its place in the Procfile says. */
  readonly port: number | undefined;
  /** Undefined: `.env` beside the Procfile, if there is one. */
  readonly envFiles: readonly string[] | undefined;
};

export type TaskProblem = { readonly problem: string };

export const DEFAULT_FILE = 'Procfile';

/**
 * Checks what stands in tasks.json, where anything may stand.
 *
 * @returns the task with its defaults, or what is wrong
 */
export function readDefinition(definition: Readonly<Record<string, unknown>>): ProcfileTask | TaskProblem {
  const { process, file = DEFAULT_FILE, instance = 1, port, envFile } = definition;
  if (typeof process !== 'string' || process === '')
    return { problem: 'The task names no process. Give it one: "process": "web".' };
  if (typeof file !== 'string' || file === '')
    return { problem: 'The task\'s file is no path. Give it one: "file": "Procfile".' };
  if (!isWhole(instance, 1, 100))
    return { problem: 'The task\'s instance is no number from 1 to 100. Give it one: "instance": 1.' };
  if (port !== undefined && !isWhole(port, 1, 65_535))
    return { problem: "The task's port is no number from 1 to 65535. Give it one, or leave it out." };
  const envFiles = typeof envFile === 'string' ? [envFile] : envFile;
  if (envFiles !== undefined && !isTexts(envFiles))
    return {
      problem: "The task's envFile is neither a path nor a list of paths. Give it one, or leave it out.",
    };
  return { process, file, instance, port, envFiles };
}

/** What the task is called in lists and in its terminal: `web.1`, with its file unless that is the usual one. */
export function taskName({
  process,
  instance,
  file,
}: Pick<ProcfileTask, 'process' | 'instance' | 'file'>): string {
  return labelOf(file, `${process}.${instance}`);
}

/** The name of a process, with its file unless that is the usual one. */
export function labelOf(file: string, name: string): string {
  return file === DEFAULT_FILE ? name : `${name} (${file})`;
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
