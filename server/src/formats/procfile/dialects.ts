import type { LineDialect } from './line-dialect.ts';

/** `\s` of Go's and Ruby's regular expressions, without the newline. */
const GAP = '[ \\t\\r\\f]';
/** The pattern that foreman coined and most readers copied. */
const FOREMAN_ENTRY = new RegExp(`^([A-Za-z0-9_-]+):${GAP}*([^\\n]+)$`);
const ANY_NAME = /^([^:]*):(.*)$/s;

/** dokku/procfile-util procfile/parse.go: a comment is cut from the command, even inside quotes. */
const PROCFILE_UTIL: LineDialect = {
  lines: 'crlf',
  trimsLine: 'white space',
  skips: /^(?:#|\/\/)/,
  entry: new RegExp(`^([A-Za-z0-9_-]+)${GAP}*:${GAP}*([^\\n]+)$`),
  otherLine: { message: 'invalid line in procfile' },
  trimsCommand: true,
  cutsCommand: [/^(.*)[ \t\r\f]#.+$/s, /^(.*)[ \t\r\f]\/\/.+$/s],
  longestName: 63,
  emptyCommand: { message: 'no command specified' },
  duplicate: { message: 'process names must be unique' },
  noEntry: { message: 'no entries found in Procfile' },
  sorts: true,
};

/**
 * The readers that go line by line, as they were from late 2025 to mid 2026. The source file is named at each;
 * `test/data/procfile-differential.json` holds what each was observed to do.
 */
export const LINE_DIALECTS = {
  /** ddollar/foreman lib/foreman/procfile.rb, cli.rb */
  foreman: {
    lines: 'crlf',
    entry: FOREMAN_ENTRY,
    otherLine: 'ignore',
    duplicate: 'both',
    noEntry: { message: 'Foreman::Procfile::EmptyFileError' },
  },
  /** ddollar/forego procfile.go */
  forego: { lines: 'crlf', entry: FOREMAN_ENTRY, otherLine: 'ignore', duplicate: 'both' },
  /** nickstenning/honcho honcho/environ.py */
  honcho: {
    lines: 'any',
    entry: FOREMAN_ENTRY,
    otherLine: 'ignore',
    duplicate: { message: 'process names must be unique within a Procfile' },
  },
  /** strongloop/node-foreman lib/procfile.js: one bad line, and the whole file is thrown away. */
  'node-foreman': {
    lines: 'lf',
    skips: /^#/,
    entry: /^([A-Za-z0-9_-]+):\s*(.+)$/m,
    otherLine: { message: 'TypeError' },
    trimsCommand: true,
    emptyCommand: { message: 'ReferenceError' },
    duplicate: 'last',
    fallback: { name: 'web', command: 'npm start' },
  },
  /** DarthSim/overmind start/procfile.go and DarthSim/hivemind procfile.go: the space is mandatory. */
  overmind: {
    lines: 'crlf',
    entry: new RegExp(`^([\\w-]+):${GAP}+([^\\n]+)$`),
    otherLine: 'ignore',
    duplicate: { message: 'Process names must be unique' },
    noEntry: { message: 'No entries were found in Procfile' },
  },
  /** mattn/goreman main.go readProcfile */
  goreman: {
    lines: 'lf',
    trimsLine: 'white space',
    skips: /^[#:]/,
    entry: ANY_NAME,
    otherLine: 'ignore',
    trimsName: true,
    trimsCommand: true,
    duplicate: 'both',
    noEntry: { message: 'no valid entry' },
  },
  /** chrismytton/shoreman shoreman.sh: a line without `: ` is a command itself. */
  shoreman: {
    lines: 'backslash-joined',
    trimsLine: 'blanks',
    skips: /^#/,
    entry: /^([^:]*)/,
    commandIsLineWithout: /^.*?:\s/s,
    otherLine: 'ignore',
    duplicate: 'both',
  },
  /** piku/piku piku.py parse_procfile */
  piku: {
    lines: 'lf',
    trimsLine: 'white space',
    skips: /^#/,
    entry: ANY_NAME,
    otherLine: 'warn',
    trimsName: true,
    trimsCommand: true,
    duplicate: 'last',
  },
  dokku: PROCFILE_UTIL,
  /** `procfile-util --strict` */
  'dokku-strict': {
    ...PROCFILE_UTIL,
    namesUnless: {
      match: /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/,
      message: 'process name contains invalid characters',
    },
  },
  /** paketo-buildpacks/procfile procfile/procfile.go */
  paketo: { lines: 'crlf', entry: FOREMAN_ENTRY, otherLine: 'ignore', duplicate: 'last', sorts: true },
  /** GoogleCloudPlatform/buildpacks pkg/entrypoint/entrypoint.go: an empty command takes the next line. */
  gcp: {
    lines: 'whole',
    entry: /(?<![^\n])(\w+):[ \t\r\n\f]*([^\n]+)/,
    otherLine: 'ignore',
    trimsCommand: true,
    duplicate: 'first',
    noEntry: { message: 'did not find any processes in Procfile' },
    needs: 'web',
  },
} as const satisfies Record<string, LineDialect>;
