import { nearestName } from '../engine/nearest.ts';
import type { ProcfileDocument, ProcfileEntry } from '../formats/procfile.ts';

/** How many instances of each process type are wanted. */
export type Formation = {
  readonly counts: ReadonlyMap<string, number>;
  /** Of the types without a count of their own: the word `all`, or none as soon as a formation is given. */
  readonly others: number;
};

/** What is wrong with a wish, for people, and what to do. */
export type FormationProblem = { readonly problem: string };

/** One process that is to run. */
export type ProcessPlan = {
  /** `web.1` */
  readonly name: string;
  readonly type: string;
  /** From 1. */
  readonly instance: number;
  /** For `/bin/sh -c`. */
  readonly command: string;
  readonly port: number;
  /** Index of its line in the Procfile, from 0. */
  readonly line: number;
  /** What its name is shown in: the same whichever processes run. */
  readonly colour: ProcessColour;
};

/** Red is for what fails. */
const PROCESS_COLOURS = ['cyan', 'yellow', 'green', 'magenta', 'blue'] as const;
export type ProcessColour = (typeof PROCESS_COLOURS)[number];

/** What foreman, honcho, overmind and goreman begin with. */
export const DEFAULT_PORT = 5000;
/** Between process types, as in foreman. */
const PORTS_PER_TYPE = 100;
const LARGEST_PORT = 65_535;
/** A slip of the finger must not start ten thousand processes. */
const MAXIMUM_INSTANCES = 100;

/**
 * Types that a platform runs once per release, not beside the others: foreman starts them, to the surprise of
 * everybody. They run where they are named.
 */
const ONCE_PER_RELEASE: ReadonlySet<string> = new Set(['release', 'postdeploy']);

/** Whether the type is left out unless it is asked for. */
export function runsOncePerRelease(type: string): boolean {
  return ONCE_PER_RELEASE.has(type);
}

/**
 * Reads `web=1,worker=2` or `all=1,worker=2`.
 *
 * @returns the counts, or what is wrong with the text
 */
export function parseFormation(text: string): Formation | FormationProblem {
  const counts = new Map<string, number>();
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const [, type, digits] = /^([^\s=]+)\s*[=:]\s*(\d+)$/.exec(part) ?? [];
    if (type === undefined || digits === undefined)
      return { problem: `'${part}' is not a process and a number. Write web=1,worker=2.` };
    if (counts.has(type)) return { problem: `'${type}' is given twice. Keep one of them.` };
    const count = Number(digits);
    if (count > MAXIMUM_INSTANCES)
      return { problem: `'${part}' is more than ${MAXIMUM_INSTANCES} instances. Give a smaller number.` };
    counts.set(type, count);
  }
  if (counts.size === 0) return { problem: 'The formation is empty. Write web=1,worker=2.' };
  const others = counts.get('all') ?? 0;
  counts.delete('all');
  return { counts, others };
}

export type PlanWishes = {
  /** Process types; all if empty. */
  readonly types?: readonly string[];
  readonly formation?: Formation | undefined;
  readonly basePort?: number;
};

/**
 * Says which processes run and on which ports: base + 100 for each type before it in the file + 1 for each instance
 * before it, as foreman counts, whether those run or not.
 *
 * @returns the processes in the order of the file, or what is wrong with the file or the wishes
 */
export function planProcesses(
  document: ProcfileDocument,
  { types = [], formation, basePort = DEFAULT_PORT }: PlanWishes = {},
): readonly ProcessPlan[] | FormationProblem {
  const entries = document.entries.filter(({ command }) => command !== '');
  const problem = refuse(document, entries, [...types, ...(formation?.counts.keys() ?? [])]);
  if (problem !== undefined) return { problem };

  const plans = entries.flatMap((entry, index) => {
    const isWanted = types.length === 0 || types.includes(entry.name);
    const count = isWanted ? countOf(entry.name, types, formation) : 0;
    return Array.from({ length: count }, (_, before) => plan(entry, index, before + 1, basePort));
  });
  const beyond = plans.find(({ port }) => port > LARGEST_PORT);
  if (beyond)
    return {
      problem: `${beyond.name} would get port ${beyond.port}, and ports end at ${LARGEST_PORT}. Give a lower first port.`,
    };
  if (plans.length === 0) return { problem: 'Nothing is to run. Ask for at least one process.' };
  return plans;
}

function refuse(
  { path }: ProcfileDocument,
  entries: readonly ProcfileEntry[],
  asked: readonly string[],
): string | undefined {
  if (entries.length === 0) return `${path} names no process. Add a line such as 'web: bin/web'.`;
  const lines = new Map<string, number>();
  for (const { name, line } of entries) {
    const first = lines.get(name);
    if (first !== undefined)
      return `${path} names '${name}' twice, in lines ${first + 1} and ${line + 1}. Rename one of them.`;
    lines.set(name, line);
  }
  const unknown = asked.find((name) => !lines.has(name));
  if (unknown === undefined) return undefined;
  const nearest = nearestName(unknown, lines.keys());
  const hint =
    nearest === undefined ? `It has ${[...lines.keys()].join(', ')}.` : `Did you mean '${nearest}'?`;
  return `${path} has no process '${unknown}'. ${hint}`;
}

function countOf(type: string, asked: readonly string[], formation: Formation | undefined): number {
  const given = formation?.counts.get(type);
  if (given !== undefined) return given;
  if (asked.includes(type)) return Math.max(1, formation?.others ?? 1);
  return runsOncePerRelease(type) ? 0 : (formation?.others ?? 1);
}

function plan(
  { name, command, line }: ProcfileEntry,
  index: number,
  instance: number,
  base: number,
): ProcessPlan {
  const port = base + index * PORTS_PER_TYPE + instance - 1;
  const colour = PROCESS_COLOURS[index % PROCESS_COLOURS.length] ?? 'cyan';
  return { name: `${name}.${instance}`, type: name, instance, command, port, line, colour };
}

/** Ports that several processes would get: a type with more than a hundred instances runs into the next one's. */
export function portClashes(
  plans: readonly Pick<ProcessPlan, 'name' | 'port'>[],
): readonly { readonly port: number; readonly names: readonly string[] }[] {
  const byPort = new Map<number, string[]>();
  for (const { name, port } of plans) byPort.set(port, [...(byPort.get(port) ?? []), name]);
  return [...byPort].filter(([, names]) => names.length > 1).map(([port, names]) => ({ port, names }));
}

/**
 * The port of the first type: that of the option, then of the .env files, then of the environment, as foreman has it.
 *
 * @returns the port, or what is wrong with the first of them that is given
 */
export function basePortOf(
  option: string | undefined,
  fileValues: ReadonlyMap<string, string>,
  environment: Readonly<Record<string, string | undefined>>,
): number | FormationProblem {
  const given: readonly (readonly [string, string | undefined])[] = [
    ['The given port', option],
    ['PORT in the .env file', fileValues.get('PORT')],
    ['PORT in the environment', environment.PORT],
  ];
  for (const [where, text] of given) {
    if (text === undefined || text === '') continue;
    const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (port >= 1 && port <= LARGEST_PORT) return port;
    return { problem: `${where} is no port. Use a number from 1 to ${LARGEST_PORT}.` };
  }
  return DEFAULT_PORT;
}

/**
 * What a process gets beside the environment that there is: the values of the .env files that do not stand in it, its
 * own `PORT`, and `PS`, its name, as foreman and overmind give it.
 *
 * @param environment never overridden by a file
 */
export function addedEnvironment(
  { name, port }: Pick<ProcessPlan, 'name' | 'port'>,
  fileValues: ReadonlyMap<string, string>,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const fromFiles = [...fileValues].filter(([key]) => environment[key] === undefined);
  return { ...Object.fromEntries(fromFiles), PORT: String(port), PS: name };
}

/** Says that a port is taken, and what to do. */
export function describeTakenPort(name: string, port: number): string {
  // The AirPlay Receiver of macOS 12 and later listens on both.
  const who =
    port === 5000 || port === 7000 ? 'what listens there (on macOS, often the AirPlay Receiver)' : 'it';
  return `Port ${port} of ${name} is in use: if the process listens there, it fails. Stop ${who}, or choose another first port.`;
}
