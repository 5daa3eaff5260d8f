import type { ProcfileDocument } from '../../formats/procfile.ts';
import { type ShellCommand, type ShellWord, shellWords } from '../../formats/shell-words.ts';
import type { Fix } from '../../model/finding.ts';
import type { Span } from '../../model/span.ts';
import { beforeSpaces } from '../white-space.ts';
import { isNullDevice, isStandardStream } from './log-path.ts';

/** Options of a program that name a log file. */
type LogOptions = {
  readonly names: readonly string[];
  /** The program writes to a standard stream when it is given `-`, else when it is not given the option. */
  readonly dash: boolean;
};

/** From each program's documentation: gunicorn 23, Hypercorn 0.17, Daphne 4, Celery 5, uWSGI 2, Flower 2, Sidekiq 5. */
const PROGRAMS: Readonly<Record<string, LogOptions>> = {
  gunicorn: { names: ['--access-logfile', '--error-logfile', '--log-file'], dash: true },
  hypercorn: { names: ['--access-logfile', '--error-logfile', '--access-log', '--error-log'], dash: true },
  daphne: { names: ['--access-log'], dash: true },
  celery: { names: ['-f', '--logfile'], dash: false },
  uwsgi: { names: ['--logto', '--logto2'], dash: false },
  flower: { names: ['--log_file_prefix', '--log-file-prefix'], dash: false },
  sidekiq: { names: ['-L', '--logfile'], dash: false },
};

export type LoggingOption = {
  readonly program: string;
  readonly path: string;
  /** Of the option with its value. */
  readonly span: Span;
  readonly fix: Fix;
};

/** The options in a Procfile that make a program keep its log in a file. */
export function* loggingOptions(document: ProcfileDocument): Iterable<LoggingOption> {
  for (const { command, commandSpan } of document.entries) {
    for (const simple of shellWords(command, commandSpan.start)) yield* optionsOf(document.text, simple);
  }
}

function* optionsOf(text: string, { words }: ShellCommand): Iterable<LoggingOption> {
  // Programs are also run through others: `poetry run gunicorn`, `python -m celery`.
  const at = words.findIndex(({ value }) => Object.hasOwn(PROGRAMS, programOf(value)));
  const program = programOf(words[at]?.value ?? '');
  const options = PROGRAMS[program];
  if (at < 0 || !options) return;
  for (let index = at + 1; index < words.length; index++) {
    const word = words[index];
    const found = word && readOption(word, words[index + 1], options.names);
    if (!found || found.path.expands || isNullDevice(found.value) || isStandardStream(found.value)) continue;
    const { span } = found;
    const value = found.path.span;
    yield {
      program,
      path: found.value,
      span,
      fix: options.dash
        ? {
            title: 'Write to a standard stream',
            kind: 'suggested',
            edits: [{ span: { start: found.valueStart, end: value.end }, text: '-' }],
          }
        : {
            title: `Let ${program} write to a standard stream, as it does by default`,
            kind: 'suggested',
            edits: [{ span: withSpaceBefore(text, span), text: '' }],
          },
    };
  }
}

function programOf(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** `--option value`, `--option=value` and, of a short one, `-ovalue`. */
function readOption(
  word: ShellWord,
  next: ShellWord | undefined,
  names: readonly string[],
): { value: string; path: ShellWord; valueStart: number; span: Span } | undefined {
  if (names.includes(word.value)) {
    if (!next) return undefined;
    const span = { start: word.span.start, end: next.span.end };
    return { value: next.value, path: next, valueStart: next.span.start, span };
  }
  const name = names.find((candidate) => word.value.startsWith(`${candidate}=`));
  if (!name) return undefined;
  const value = word.value.slice(name.length + 1);
  return { value, path: word, valueStart: word.span.start + name.length + 1, span: word.span };
}

function withSpaceBefore(text: string, { start, end }: Span): Span {
  return { start: beforeSpaces(text, start), end };
}
