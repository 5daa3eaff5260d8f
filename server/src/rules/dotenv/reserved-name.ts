import { namesOfDialects } from '../../formats/dotenv/detect.ts';
import { traitsOf } from '../../formats/dotenv/evaluate.ts';
import type { DotenvAssignment } from '../../formats/dotenv.ts';
import { defineRule } from '../../model/rule.ts';
import { type Readers, readersOf } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';

/** Where every process finds them set. */
const SET_BY_THE_SYSTEM: ReadonlyMap<string, string> = new Map([
  ['PATH', 'every system'],
  ['HOME', 'every Unix system'],
  ['USER', 'Linux and macOS'],
  ['LOGNAME', 'Linux and macOS'],
  ['SHELL', 'Linux and macOS'],
  ['PWD', 'every shell'],
  ['TERM', 'every terminal'],
  ['USERNAME', 'Windows'],
  ['HOSTNAME', 'every container'],
]);

/** What the loader or the runtime looks at before the first line of the program. */
const READ_AT_START: ReadonlyMap<string, string> = new Map([
  ['NODE_OPTIONS', 'Node'],
  ['RUBYOPT', 'Ruby'],
  ['LD_PRELOAD', 'the loader'],
  ['LD_LIBRARY_PATH', 'the loader'],
  ['DYLD_INSERT_LIBRARIES', 'the loader'],
  ['MALLOC_ARENA_MAX', 'the allocator'],
]);

export default defineRule({
  id: 'dotenv/reserved-name',
  severity: 'warning',
  summary: 'Give variables names that the system does not use: it sets, or has read, its own before.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      if (!readers.areKnown) return;
      for (const assignment of document.assignments) {
        const message = messageFor(assignment, readers);
        if (message) yield { span: assignment.keySpan, message, confidence: 'medium' };
      }
    },
  },
});

function messageFor({ key, value, references }: DotenvAssignment, { dialects }: Readers): string | undefined {
  if (value === '') return undefined;
  const where = SET_BY_THE_SYSTEM.get(key);
  const keeping = dialects.filter((dialect) => traitsOf(dialect)?.keepsEnvironment);
  if (where !== undefined && keeping.length > 0) {
    const one = keeping.length === 1;
    return `${where.charAt(0).toUpperCase()}${where.slice(1)} ${where.includes(' and ') ? `set ${key} themselves` : `sets ${key} itself`}, and ${namesOfDialects(keeping)} ${one ? 'leaves' : 'leave'} what is set alone, so this value is not used there. Take a name of the application's own.`;
  }
  if (key === 'PATH' && !references.some(({ name }) => name === 'PATH'))
    return `This replaces the search path of the process, so programs of the system are no longer found. Put the folder before '$PATH', or call programs by their place.`;
  const reader = READ_AT_START.get(key);
  if (reader !== undefined && dialects.every((dialect) => traitsOf(dialect)?.readsInProcess))
    return `${reader.charAt(0).toUpperCase()}${reader.slice(1)} looks at ${key} when the process starts, before ${namesOfDialects(dialects)} reads this file, so it has no effect. Set it where the process is started.`;
  if (key === 'PS' && dialects.includes('foreman'))
    return `foreman sets PS to the name of the process, so this value is never seen. Take another name.`;
  return undefined;
}
