import type { Evidence, Fix } from '../../model/finding.ts';
import type { Call, SourceFile, Value } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';

/** A place where an application keeps its log in a file. */
export type FileLog = {
  /** Who writes: "winston", "TimedRotatingFileHandler". */
  readonly writer: string;
  /** It also starts new files, deletes or packs old ones. */
  readonly rotates: boolean;
  /** In the file that is checked or, for an imported configuration, in another. */
  readonly file: SourceFile;
  readonly span: Span;
  /** What names the file: undefined where nothing does. */
  readonly path: Value | undefined;
  /** The library chooses a file where none is named. */
  readonly hasDefaultPath?: true;
  /** The call means logging whatever its arguments are; else it is a guess by the file's name. */
  readonly certain: boolean;
  /** Asked for only where the log is reported. */
  readonly fix: () => Fix | undefined;
};

/** What a reader sees: a log in a file, or a logger that writes where it should. */
export type LogFact = FileLog | Evidence;

/** Reads what a call says of logs. The call stands in `file`. */
export type LogReader = (file: SourceFile, call: Call) => Iterable<LogFact>;

/** Readers by the canonical name of what is called. */
export type LogReaders = Readonly<Record<string, LogReader>>;

/** The same reader under several names. */
export function readersOf(names: readonly string[], reader: LogReader): Record<string, LogReader> {
  return Object.fromEntries(names.map((name) => [name, reader]));
}
