import type { ProcfileDocument } from '../../formats/procfile.ts';
import {
  type ShellCommand,
  type ShellRedirection,
  type ShellWord,
  shellWords,
} from '../../formats/shell-words.ts';
import type { Confidence, Edit, Fix } from '../../model/finding.ts';
import type { Span } from '../../model/span.ts';
import { beforeSpaces } from '../white-space.ts';
import { isNullDevice, isOutputName, isStandardStream } from './log-path.ts';

/** Output of a process that does not reach the platform. */
export type Redirected = {
  /** Name of the process. */
  readonly entry: string;
  /** The file, or the program that keeps files. */
  readonly target: string;
  readonly kind: 'file' | 'program' | 'nowhere';
  readonly span: Span;
  readonly confidence: Confidence;
  readonly fix?: Fix;
};

/** Programs that copy their input into files; `tee` is told which, the others make their own. */
const LOG_KEEPERS: ReadonlySet<string> = new Set(['rotatelogs', 'cronolog', 'multilog', 'svlogd', 's6-log']);

/** Programs whose output is data: `echo "$KEY" > key.json` writes a configuration file. */
const WRITERS: ReadonlySet<string> = new Set(
  'echo printf cat envsubst sed awk jq yq base64 openssl gpg curl wget env date tar gzip pg_dump mysqldump sort grep'.split(
    ' ',
  ),
);
const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'zsh']);

const OUTPUT_OPERATORS: ReadonlySet<string> = new Set(['>', '>>', '>|', '&>', '&>>', '>&']);

type Context = { readonly document: ProcfileDocument; readonly entry: string };

/** The redirections and pipes in a Procfile that keep output from the platform, in the order of the text. */
export function* redirectedOutputs(document: ProcfileDocument): Iterable<Redirected> {
  for (const { name, command, commandSpan } of document.entries) {
    yield* inScript({ document, entry: name }, command, commandSpan.start, true);
  }
}

/** `isProcess`: the last command of the script is the process itself, not a step before it. */
function* inScript(
  context: Context,
  script: string,
  offset: number,
  isProcess: boolean,
): Iterable<Redirected> {
  const commands = shellWords(script, offset);
  for (const [index, command] of commands.entries()) {
    const runsOn = command.background || (isProcess && isLastPipeline(commands, index));
    const inner = scriptOf(context.document.text, command);
    if (inner) yield* inScript(context, inner.text, inner.offset, runsOn);
    const pipe = pipedInto(context, commands, index);
    if (pipe) yield pipe;
    else yield* redirectionsOf(context, commands, index, runsOn);
  }
}

/** Whether nothing runs after the pipeline that a command is part of. */
function isLastPipeline(commands: readonly ShellCommand[], index: number): boolean {
  let last = index;
  while (last + 1 < commands.length && isPipe(commands[last])) last++;
  return commands.slice(last + 1).every(({ words }) => words.length === 0);
}

function isPipe(command: ShellCommand | undefined): boolean {
  return command?.separator === '|' || command?.separator === '|&';
}

/** The script that a shell is given as a plain quoted word: `bash -c "…"`. */
function scriptOf(text: string, { words }: ShellCommand): { text: string; offset: number } | undefined {
  const [shell, flags, script] = words;
  if (!shell || !flags || !script || !SHELLS.has(programOf(shell)) || !/^-\w*c$/.test(flags.value)) {
    return undefined;
  }
  const written = text.slice(script.span.start, script.span.end);
  const plain = /^(['"])([^\\]*)\1$/s.exec(written)?.[2];
  if (plain === undefined || plain.includes(written[0] ?? '')) return undefined;
  return { text: plain, offset: script.span.start + 1 };
}

function programOf(word: ShellWord | undefined): string {
  const value = word?.value ?? '';
  return value.slice(value.lastIndexOf('/') + 1);
}

function pipedInto(
  { document, entry }: Context,
  commands: readonly ShellCommand[],
  index: number,
): Redirected | undefined {
  const command = commands[index];
  const before = commands[index - 1];
  if (!command || !before || !isPipe(before)) return undefined;
  const program = programOf(command.words[0]);
  const isTee = program === 'tee';
  if (!isTee && !LOG_KEEPERS.has(program)) return undefined;
  const file = command.words.slice(1).find((word) => isTee && isFile(word));
  if (isTee && !file) return undefined;
  if (file && WRITERS.has(programOf(headOf(commands, index)?.words[0])) && !isOutputName(file.value))
    return undefined;
  const fix = isPipe(command) ? undefined : withoutPipe(document.text, before, command);
  return {
    entry,
    target: file?.value ?? program,
    kind: file ? 'file' : 'program',
    span: command.span,
    confidence: file && isVariable(file) ? 'low' : 'high',
    ...(fix ? { fix } : {}),
  };
}

/** The first command of the pipeline that a command is part of. */
function headOf(commands: readonly ShellCommand[], index: number): ShellCommand | undefined {
  let first = index;
  while (isPipe(commands[first - 1])) first--;
  return commands[first];
}

function isFile({ value }: ShellWord): boolean {
  return !value.startsWith('-') && !isStandardStream(value) && !isNullDevice(value);
}

/** Nothing but a variable: whoever deploys says where, perhaps `/dev/stdout`. */
function isVariable({ value, expansions }: ShellWord): boolean {
  return expansions.length > 0 && /^\$(?:\w+|\{[^{}]*\})$/.test(value);
}

function withoutPipe(text: string, before: ShellCommand, command: ShellCommand): Fix {
  const merged = before.redirections.filter(isMerge).at(-1);
  const start = merged && merged.span.end === before.span.end ? merged.span.start : before.span.end;
  return fixOf([{ span: { start: beforeSpaces(text, start), end: command.span.end }, text: '' }]);
}

/** `2>&1`. */
function isMerge({ operator, descriptor, target }: ShellRedirection): boolean {
  return operator === '>&' && descriptor === 2 && target.value === '1';
}

function* redirectionsOf(
  { document, entry }: Context,
  commands: readonly ShellCommand[],
  index: number,
  runsOn: boolean,
): Iterable<Redirected> {
  const command = commands[index];
  if (!command) return;
  // After a group the redirection stands alone; elsewhere it empties a file.
  const isOfGroup = command.words.length === 0 && commands[index - 1]?.separator === ')';
  if (command.words.length === 0 && !isOfGroup) return;
  const isData = WRITERS.has(programOf(command.words[0]));
  for (const redirection of command.redirections) {
    const { operator, descriptor = 1, target, span } = redirection;
    if (!OUTPUT_OPERATORS.has(operator) || descriptor > 2 || target.value === '') continue;
    if (operator === '>&' && /^(?:\d+|-)$/.test(target.value)) continue;
    if (isStandardStream(target.value)) continue;
    const isNowhere = isNullDevice(target.value);
    if (isNowhere ? !runsOn : isData || (!runsOn && !isOutputName(target.value))) continue;
    const isSure = isOutputName(target.value) || operator === '>>' || operator === '&>>';
    yield {
      entry,
      target: target.value,
      kind: isNowhere ? 'nowhere' : 'file',
      span,
      confidence: isVariable(target) ? 'low' : isSure || isNowhere ? 'high' : 'medium',
      fix: withoutRedirection(document.text, command, redirection),
    };
  }
}

function withoutRedirection(text: string, command: ShellCommand, redirection: ShellRedirection): Fix {
  const takesOutput = (redirection.descriptor ?? 1) === 1;
  const gone = command.redirections.filter(
    (other) =>
      other === redirection || (takesOutput && isMerge(other) && other.span.start > redirection.span.start),
  );
  return fixOf(gone.map(({ span }) => ({ span: withSpace(text, command, span), text: '' })));
}

function fixOf(edits: readonly Edit[]): Fix {
  return { title: 'Let the process write to standard output', kind: 'suggested', edits };
}

/** With the space before it; with the space after it where it begins a command that goes on. */
function withSpace(text: string, command: ShellCommand, { start, end }: Span): Span {
  if (start > command.span.start || end === command.span.end)
    return { start: beforeSpaces(text, start), end };
  return { start, end: end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0) };
}
