import { trim } from '../trim.ts';
import type { ProcfileReading, ProcfileRefusal, ReadProcess } from './reading.ts';
import { type LineSplit, type SourceLine, sourceLines } from './source-lines.ts';

/** An implementation that reads line by line, as data. Messages are the implementation's own. */
export type LineDialect = {
  /** `whole`: it does not split; every match of its pattern in the text is an entry. */
  readonly lines: LineSplit | 'whole';
  /** What goes from both ends of a line before anything else. */
  readonly trimsLine?: 'white space' | 'blanks';
  /** Lines that are skipped before they are tried as entries. Empty lines always are. */
  readonly skips?: RegExp;
  /** Name and command are its groups. */
  readonly entry: RegExp;
  /** The command is not a group but the line without this. */
  readonly commandIsLineWithout?: RegExp;
  /** What it does with a line that is neither skipped nor an entry. */
  readonly otherLine: 'ignore' | 'warn' | { readonly message: string };
  readonly trimsName?: boolean;
  readonly trimsCommand?: boolean;
  /** The first of these that matches a command cuts it after its group, quotes or not. */
  readonly cutsCommand?: readonly RegExp[];
  readonly namesUnless?: { readonly match: RegExp; readonly message: string };
  /** Names longer than this (UTF-16 units) refuse the file. */
  readonly longestName?: number;
  /** An empty command refuses the file. */
  readonly emptyCommand?: { readonly message: string };
  readonly duplicate: 'both' | 'first' | 'last' | { readonly message: string };
  /** A file without any entry is refused. */
  readonly noEntry?: { readonly message: string };
  /** A file without this process is refused. */
  readonly needs?: string;
  /** Processes come out sorted by name. */
  readonly sorts?: boolean;
  /** What runs instead of a refused file. */
  readonly fallback?: { readonly name: string; readonly command: string };
};

/** Reads a Procfile as the dialect does. Never throws, in time linear in `text`. */
export function readLines(text: string, dialect: LineDialect): ProcfileReading {
  const processes: ReadProcess[] = [];
  const warnings: number[] = [];
  const indexOf = new Map<string, number>();
  const result = (): ProcfileReading => ({
    processes: dialect.sorts ? processes.sort(byName) : processes,
    warnings,
  });
  const refuse = (refusal: ProcfileRefusal): ProcfileReading => {
    const fallback = dialect.fallback === undefined ? {} : { fallback: dialect.fallback };
    return { ...result(), refusal: { ...refusal, ...fallback } };
  };

  const lines = dialect.lines === 'whole' ? matches(text, dialect.entry) : sourceLines(text, dialect.lines);
  for (const source of lines) {
    const content = dialect.trimsLine ? trim(source.text, dialect.trimsLine) : source.text;
    if (content === '' || dialect.skips?.test(content)) continue;
    const { line } = source;

    const match = dialect.entry.exec(content);
    if (match === null) {
      if (dialect.otherLine === 'warn') warnings.push(line);
      else if (dialect.otherLine !== 'ignore') return refuse({ ...dialect.otherLine, line });
      continue;
    }
    const process = { name: nameAs(match, dialect), command: commandAs(match, content, dialect), line };
    const earlier = indexOf.get(process.name);
    const refusal = refusalOf(process, earlier !== undefined, dialect);
    if (refusal !== undefined) return refuse({ ...refusal, line });

    if (earlier === undefined || dialect.duplicate === 'both') {
      indexOf.set(process.name, processes.push(process) - 1);
    } else if (dialect.duplicate === 'last') {
      processes[earlier] = process;
    }
  }

  if (processes.length === 0 && dialect.noEntry !== undefined) return refuse(dialect.noEntry);
  if (dialect.needs !== undefined && !indexOf.has(dialect.needs))
    return refuse({ message: `${dialect.needs} process not found` });
  return result();
}

function nameAs(match: RegExpExecArray, dialect: LineDialect): string {
  const name = match[1] ?? '';
  return dialect.trimsName ? trim(name, 'white space') : name;
}

function commandAs(match: RegExpExecArray, line: string, dialect: LineDialect): string {
  const { commandIsLineWithout } = dialect;
  let command = commandIsLineWithout ? line.replace(commandIsLineWithout, '') : (match[2] ?? '');
  const cut = dialect.cutsCommand?.find((pattern) => pattern.test(command));
  if (cut !== undefined) command = command.replace(cut, '$1');
  return dialect.trimsCommand ? trim(command, 'white space') : command;
}

function refusalOf(
  process: ReadProcess,
  repeated: boolean,
  dialect: LineDialect,
): { readonly message: string } | undefined {
  if (dialect.namesUnless !== undefined && !dialect.namesUnless.match.test(process.name))
    return { message: dialect.namesUnless.message };
  if (dialect.longestName !== undefined && process.name.length > dialect.longestName)
    return { message: `process name over ${dialect.longestName} characters` };
  if (repeated && typeof dialect.duplicate === 'object') return dialect.duplicate;
  return process.command === '' ? dialect.emptyCommand : undefined;
}

function* matches(text: string, pattern: RegExp): Generator<SourceLine> {
  let line = 0;
  let counted = 0;
  for (const match of text.matchAll(new RegExp(pattern, 'g'))) {
    for (; counted < match.index; counted++) if (text[counted] === '\n') line++;
    yield { text: match[0], line };
  }
}

function byName(one: ReadProcess, other: ReadProcess): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}
