import type { ProcfileDocument } from '../../formats/procfile.ts';
import type { ShellCommand } from '../../formats/shell-words.ts';
import type { DocumentedVariable, Fix, Report } from '../../model/finding.ts';
import type { Span } from '../../model/span.ts';
import { commandsOf } from '../concurrency/programs.ts';

/** A value that the command of a process is written with. */
export type CommandValue = {
  /** Of the variable that gets it; absent for arguments. */
  readonly name?: string;
  /** Without quotes. */
  readonly value: string;
  /** With its quotes. */
  readonly span: Span;
  /** Takes the assignment out of the command; absent where that would leave something else or nothing. */
  readonly removal?: Span;
};

/** `NAME=value` as an argument: of `env`, `export`, `docker run -e`. */
const SETTING = /^([A-Z_][A-Z0-9_]*)=(.+)$/s;

/** The values in a Procfile that are the same in every deploy: nothing is put in where the process starts. */
function* valuesIn({ entries }: ProcfileDocument): Iterable<CommandValue> {
  for (const { command, commandSpan } of entries) {
    for (const simple of commandsOf(command, commandSpan.start)) {
      for (const { name, value, span } of simple.assignments) {
        if (value.expands) continue;
        const next = nextAfter(simple, span.end);
        const removal = next === undefined ? undefined : { start: span.start, end: next };
        yield { name, value: value.value, span: value.span, ...(removal ? { removal } : {}) };
      }
      for (const { value, span, expands } of simple.words) {
        if (expands) continue;
        const [, name, told] = SETTING.exec(value) ?? [];
        yield name === undefined || told === undefined ? { value, span } : { name, value: told, span };
      }
    }
  }
}

/** What a rule says of the values in a Procfile. */
export function* reportsOfValues(
  document: ProcfileDocument,
  reportOf: (value: CommandValue) => Report | undefined,
): Iterable<Report> {
  for (const value of valuesIn(document)) {
    const report = reportOf(value);
    if (report) yield report;
  }
}

/** Where the next assignment or the program begins; undefined where an assignment is all of a command. */
function nextAfter({ assignments, words, execSpan }: ShellCommand, end: number): number | undefined {
  const starts = [...assignments, ...words].map(({ span }) => span.start);
  if (words.length === 0) return undefined;
  if (execSpan) starts.push(execSpan.start);
  return Math.min(...starts.filter((start) => start >= end));
}

/** The fix that leaves an assignment to the environment of each deploy. */
export function leaveToDeploy({ removal }: CommandValue, variable: DocumentedVariable): readonly Fix[] {
  if (!removal) return [];
  const title = `Take ${variable.name} out of the command`;
  return [{ title, kind: 'suggested', edits: [{ span: removal, text: '' }], variables: [variable] }];
}
