import type { Anchors } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { BUNYAN_ANCHORS, BUNYAN_READERS } from './bunyan.ts';
import type { LogFact, LogReaders } from './file-log.ts';
import { STREAM_ANCHORS, STREAM_READERS } from './log-streams.ts';
import { LOG4JS_ANCHORS, LOG4JS_READERS } from './log4js.ts';
import { PINO_ANCHORS, PINO_READERS, pinoTargets } from './pino.ts';
import { DICTIONARY_ANCHORS, dictionaryHandlers } from './python-dictionaries.ts';
import { HANDLER_ANCHORS, HANDLER_READERS } from './python-handlers.ts';
import { LOGGER_ANCHORS, LOGGER_READERS } from './python-loggers.ts';
import { assignedLogs, SETTING_ANCHORS } from './python-settings.ts';
import { SIMPLE_ANCHORS, SIMPLE_READERS } from './simple-loggers.ts';
import { WINSTON_ANCHORS, WINSTON_READERS } from './winston.ts';

/** Where loggers are made and set up. */
export const LOG_ANCHORS: Anchors = {
  javascript: [
    ...WINSTON_ANCHORS,
    ...PINO_ANCHORS,
    ...BUNYAN_ANCHORS,
    ...LOG4JS_ANCHORS,
    ...STREAM_ANCHORS,
    ...SIMPLE_ANCHORS,
  ],
  python: [...HANDLER_ANCHORS, ...DICTIONARY_ANCHORS, ...LOGGER_ANCHORS, ...SETTING_ANCHORS],
};

const READERS: Readonly<Record<SourceFile['family'], LogReaders>> = {
  javascript: {
    ...WINSTON_READERS,
    ...PINO_READERS,
    ...BUNYAN_READERS,
    ...LOG4JS_READERS,
    ...STREAM_READERS,
    ...SIMPLE_READERS,
  },
  python: { ...HANDLER_READERS, ...LOGGER_READERS },
};

/** What is not a call: names of classes and packages in options, and assignments. */
const OTHERS: Readonly<Record<SourceFile['family'], readonly ((file: SourceFile) => Iterable<LogFact>)[]>> = {
  javascript: [pinoTargets],
  python: [dictionaryHandlers, assignedLogs],
};

/** All that a file of code says of where logs go. */
export function* logFacts(file: SourceFile): Iterable<LogFact> {
  for (const call of file.calls(READERS[file.family])) yield* call.entry(file, call);
  for (const read of OTHERS[file.family]) yield* read(file);
}
