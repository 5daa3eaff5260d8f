// ast-grep with a rule for what each of our rules about code looks for, as near as patterns come to it. A file is
// checked by the rules of its language only, so each of ours is counted once per file, as it is here.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const VERSION = '0.51.1';

const text = (regex) => ({ kind: 'string_fragment', regex });

const JAVASCRIPT = {
  'hardcoded-port': {
    rule: { any: [{ pattern: '$APP.listen($PORT)' }, { pattern: '$APP.listen($PORT, $$$REST)' }] },
    constraints: { PORT: { kind: 'number' } },
  },
  'loopback-bind': {
    rule: { pattern: '$APP.listen($PORT, $HOST, $$$REST)' },
    constraints: { HOST: { regex: '127\\.0\\.0\\.1|localhost' } },
  },
  'log-file': {
    rule: { any: [{ pattern: 'new winston.transports.File($$$)' }, { pattern: 'pino.destination($FILE)' }] },
  },
  'log-rotation': { rule: { pattern: 'new winston.transports.DailyRotateFile($$$)' } },
  'in-memory-session': { rule: { pattern: '$APP.use(session($$$))' } },
  'local-upload': {
    rule: { any: [{ pattern: 'multer({ dest: $FOLDER })' }, { pattern: 'multer.diskStorage($$$)' }] },
  },
  'local-file-state': {
    rule: { any: [{ pattern: 'fs.writeFileSync($FILE, $$$)' }, { pattern: 'fs.writeFile($FILE, $$$)' }] },
  },
  'pid-file': { rule: { pattern: '$FS.writeFileSync($FILE, String(process.pid))' } },
  'hardcoded-credential': {
    rule: {
      kind: 'pair',
      all: [
        { has: { field: 'key', regex: '(?i)password|secret|token|api_?key' } },
        { has: { field: 'value', kind: 'string' } },
      ],
    },
  },
  'credential-in-url': { rule: text('^[a-z0-9+]+://[^\\s:/@]*:[^\\s@]+@') },
  'hardcoded-host': { rule: text('^https?://[\\w.-]+\\.(internal|local|corp|lan|intranet)\\b') },
  'implicit-localhost': {
    rule: text('^(redis|postgres(ql)?|mysql|mongodb|amqp)://(localhost|127\\.0\\.0\\.1)'),
  },
  'fallback-to-real-value': {
    rule: {
      any: [{ pattern: 'process.env.$NAME || $VALUE' }, { pattern: 'process.env.$NAME ?? $VALUE' }],
    },
    constraints: { VALUE: { kind: 'string' } },
  },
  'environment-branch': {
    rule: {
      any: [{ pattern: 'process.env.NODE_ENV === $VALUE' }, { pattern: 'process.env.NODE_ENV !== $VALUE' }],
    },
  },
  daemonizes: {
    rule: { kind: 'call_expression', has: { stopBy: 'end', kind: 'pair', regex: '^detached:\\s*true$' } },
  },
  'no-sigterm-handler': { rule: { pattern: "process.on('SIGTERM', $$$)" } },
  'sigint-only': { rule: { pattern: "process.on('SIGINT', $$$)" } },
};

const PYTHON = {
  'hardcoded-port': {
    rule: { kind: 'keyword_argument', regex: '^port\\s*=\\s*\\d+$' },
  },
  'loopback-bind': {
    rule: { kind: 'keyword_argument', regex: '^host\\s*=\\s*["\'](127\\.0\\.0\\.1|localhost)["\']$' },
  },
  'log-file': {
    rule: { any: [{ pattern: 'logging.FileHandler($$$)' }, { pattern: 'FileHandler($$$)' }] },
  },
  'log-rotation': {
    rule: { any: [{ pattern: 'RotatingFileHandler($$$)' }, { pattern: 'TimedRotatingFileHandler($$$)' }] },
  },
  'in-memory-session': { rule: { pattern: 'app.config["SESSION_TYPE"] = $TYPE' } },
  'local-upload': { rule: { pattern: '$FILE.save(os.path.join($$$))' } },
  'local-file-state': {
    rule: { pattern: 'open($FILE, $MODE)' },
    constraints: { MODE: { regex: '^["\'][wax]' } },
  },
  'pid-file': { rule: { pattern: '$FILE.write(str(os.getpid()))' } },
  'hardcoded-credential': {
    rule: {
      kind: 'assignment',
      all: [
        { has: { field: 'left', regex: '(?i)password|secret|token|api_?key' } },
        { has: { field: 'right', kind: 'string' } },
      ],
    },
  },
  'credential-in-url': { rule: { kind: 'string_content', regex: '^[a-z0-9+]+://[^\\s:/@]*:[^\\s@]+@' } },
  'hardcoded-host': {
    rule: { kind: 'string_content', regex: '^https?://[\\w.-]+\\.(internal|local|corp|lan|intranet)\\b' },
  },
  'implicit-localhost': {
    rule: { any: [{ pattern: 'redis.Redis()' }, { pattern: 'redis.Redis(host="localhost", $$$)' }] },
  },
  'fallback-to-real-value': {
    rule: { any: [{ pattern: 'os.environ.get($NAME, $VALUE)' }, { pattern: 'os.getenv($NAME, $VALUE)' }] },
    constraints: { VALUE: { kind: 'string' } },
  },
  'environment-branch': {
    rule: { kind: 'comparison_operator', regex: '(?i)env(ironment)?\\W.*==\\s*["\'](dev|prod|stag|test)' },
  },
  daemonizes: { rule: { any: [{ pattern: 'daemon.DaemonContext($$$)' }, { pattern: 'os.fork()' }] } },
  'no-sigterm-handler': { rule: { pattern: 'signal.signal(signal.SIGTERM, $$$)' } },
  'sigint-only': { rule: { pattern: 'signal.signal(signal.SIGINT, $$$)' } },
};

const LANGUAGES = { JavaScript: JAVASCRIPT, TypeScript: JAVASCRIPT, Tsx: JAVASCRIPT, Python: PYTHON };

export const RULES_PER_FILE = Math.max(...Object.values(LANGUAGES).map((rules) => Object.keys(rules).length));

/**
 * Installs ast-grep and its rules into a folder of the benchmark.
 *
 * @returns the command to which a folder is added, or the reason why there is none
 */
export function prepareAstGrep(folder) {
  const program = path.join(
    folder,
    'node_modules',
    '.bin',
    process.platform === 'win32' ? 'ast-grep.cmd' : 'ast-grep',
  );
  if (!hasVersion(program)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    const words = [
      'install',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      `@ast-grep/cli@${VERSION}`,
    ];
    const { status, error, stderr } = spawnSync('npm', words, { cwd: folder, encoding: 'utf8' });
    if (status !== 0)
      return { reason: `npm could not install it: ${error?.message ?? stderr.trim().split('\n')[0]}` };
    if (!hasVersion(program)) return { reason: `${program} does not run` };
  }
  const rules = path.join(folder, 'rules');
  mkdirSync(rules, { recursive: true });
  for (const [language, table] of Object.entries(LANGUAGES)) {
    const documents = Object.entries(table).map(([name, rule]) =>
      // YAML takes JSON.
      JSON.stringify({
        id: `${name}-${language.toLowerCase()}`,
        language,
        severity: 'warning',
        message: name,
        ...rule,
      }),
    );
    writeFileSync(path.join(rules, `${language}.yml`), documents.join('\n---\n'));
  }
  const configuration = path.join(folder, 'sgconfig.yml');
  writeFileSync(configuration, 'ruleDirs:\n  - rules\n');
  return { command: [program, 'scan', '--config', configuration, '--json=compact'], version: VERSION };
}

function hasVersion(program) {
  if (!existsSync(program)) return false;
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return stdout?.includes(VERSION) ?? false;
}
