import type { DockerfileDocument } from '../formats/dockerfile.ts';
import type { ProcfileDocument, ProcfileEntry } from '../formats/procfile.ts';
import type { Span } from '../model/span.ts';
import { commandsOf, type Program, programOf } from './concurrency/programs.ts';

/** A program that runs when a process starts. */
export type StartedProgram = {
  readonly program: Program;
  /** Its arguments with single blanks between. */
  readonly arguments: string;
  /** Of the command; in a Dockerfile of all that the instruction says. */
  readonly span: Span;
};

/** What a process runs, in the order of the text. */
export type StartedProcess = {
  readonly programs: readonly StartedProgram[];
  /** Its line, if a Procfile names it. */
  readonly entry?: ProcfileEntry;
};

/** Process types that run once, around a release, and serve nobody: Heroku, Dokku; Scalingo; piku. */
const ONE_OFF = new Set(['release', 'postdeploy', 'preflight']);

/** The processes of a Procfile that stay, those that run once around a release left out. */
export function* procfileProcesses({ entries }: ProcfileDocument): Iterable<StartedProcess> {
  for (const entry of entries) {
    if (ONE_OFF.has(entry.name)) continue;
    yield { entry, programs: programsIn(entry.command, entry.commandSpan.start) };
  }
}

/** What a container of the last stage runs, unless the stage is named for development. */
export function* dockerfileProcesses({ commands, stages }: DockerfileDocument): Iterable<StartedProcess> {
  const last = stages.at(-1);
  if (/(?:^|[-_])(?:dev|development|test|local|migrat\w*|build(?:er)?)(?:$|[-_])/i.test(last?.name ?? ''))
    return;
  for (const { stage, effective, form, command, words, argumentsSpan } of commands) {
    if (!effective || stage !== stages.length - 1) continue;
    const script = form === 'shell' ? command : words.map(quoted).join(' ');
    yield { programs: programsIn(script, 0).map((one) => ({ ...one, span: argumentsSpan })) };
  }
}

function programsIn(script: string, offset: number): readonly StartedProgram[] {
  return commandsOf(script, offset).flatMap(({ words }) => {
    const program = programOf(words);
    if (!program) return [];
    const { word, arguments: rest } = program;
    const start = (program.wrappers[0] ?? word).span.start;
    return [
      {
        program,
        arguments: rest.map(({ value }) => value).join(' '),
        span: { start, end: (rest.at(-1) ?? word).span.end },
      },
    ];
  });
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'"'"'`)}'`;
}

/** What a table says of programs by name: the arguments with which they do what the table is about. */
export type ProgramTable = Readonly<Record<string, RegExp>>;

/** The part of a command that a table knows: `npm run build` of `npm run build -- --mode production`. */
export function matchIn(
  table: ProgramTable,
  { program, arguments: given }: StartedProgram,
): string | undefined {
  const match = Object.hasOwn(table, program.name) ? table[program.name]?.exec(given) : undefined;
  return match ? `${program.name} ${match[0]}`.trim() : undefined;
}
