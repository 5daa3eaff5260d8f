import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { createModuleStore } from '../../server/src/engine/modules.ts';
import { languageOf } from '../../server/src/languages/index.ts';
import { openSourceFile } from '../../server/src/languages/source-file.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import type { Span } from '../../server/src/model/span.ts';
import { loadGrammars } from '../support/grammars.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

const ANCHOR =
  /process\.env|import\.meta\.env|Deno\.env|\bproc\.env|environb?\b|(?:get|put)env|loadEnv|dj_database_url\.config|\benv\b(?=[^;]*\bprocess\b)|\bconfig(?:\.get)?[(<]|env\w*(?:\.\w+)*\(/gi;

/** The uses in a text as words: `read PORT default`, with the text under the span checked. */
function usesOf(path: string, text: string, others: Readonly<Record<string, string>> = {}): string[] {
  const language = languageOf(path);
  assert.ok(language);
  const parsed = grammars.parse(language, text);
  const hits: Span[] = [...text.matchAll(ANCHOR)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
  const modules = createModuleStore(grammars, {
    exists: (other) => Object.hasOwn(others, other),
    read: (other) => others[other],
  });
  const file = openSourceFile(parsed, {
    path,
    role: 'application',
    environment: 'any',
    openModules: modules.open,
  });
  const words = [...file.at(hits).environmentUses()].map((use) => {
    if (use.kind === 'whole') return 'whole';
    if (!use.derived) assert.equal(text.slice(use.span.start, use.span.end), use.name);
    const fallback = use.fallback ? ` ${text.slice(use.fallback.span.start, use.fallback.span.end)}` : '';
    return `${use.kind} ${use.name} ${use.need}${fallback}`;
  });
  parsed.tree.delete();
  modules.dispose();
  return words;
}

describe('JavaScript', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['const url = process.env.DATABASE_URL;', ['read DATABASE_URL optional']],
    ["const port = process.env['PORT'] || 3000;", ['read PORT default 3000']],
    ["const KEY = 'A'; use(process.env[KEY]);", ['read A optional']],
    ["for (const key of ['A']) process.env[key] = 'x';", ['write A optional']],
    ["if (!process.env.A) { log('no A'); process.exit(1); }", ['read A required']],
    ["if (!process.env.A) { if (local) use('a'); else throw new Error('A'); }", ['read A required']],
    ["if (!process.env.A) { process.on('exit', () => { throw new Error(); }); }", ['read A optional']],
    ["if (!process.env.A) { log('nothing to do'); process.exit(0); }", ['read A optional']],
    [
      "for (const key of ['A', 'B']) { if (!process.env[key]) throw new Error(key); }",
      ['read A required', 'read B required'],
    ],
    [
      "const KEYS = ['A', 'B'] as const; const missing = KEYS.filter((key) => !process.env[key]);",
      ['read A optional', 'read B optional'],
    ],
    ["[...OTHERS, 'A'].forEach((key) => process.env[key]);", ['read A optional', 'whole']],
    [
      'const env = process.env as Settings; use(env.A, (process.env as any).B);',
      ['read A optional', 'read B optional'],
    ],
    ["process.env.A ||= 'x'; Deno.env.set('B', 'x');", ["write A default 'x'", 'write B optional']],
    [
      "import { loadEnv } from 'vite';\nconst env = loadEnv(mode, process.cwd(), ''); use(env.A);",
      ['read A optional'],
    ],
    ['const level = process.env.LOG_LEVEL ?? "info";', ['read LOG_LEVEL default "info"']],
    ['const port = Number(process.env.PORT ?? 3000);', ['read PORT default 3000']],
    [
      "const host = process.env.HOST ? process.env.HOST : 'a';",
      ["read HOST default 'a'", "read HOST default 'a'"],
    ],
    [
      'const { PORT = 80, HOST: host, ...rest } = process.env;',
      ['read PORT default 80', 'read HOST optional', 'whole'],
    ],
    ["const key = process.env.KEY;\nif (!key) throw new Error('KEY');", ['read KEY required']],
    ["if (!process.env.KEY) { console.error('no'); process.exit(1); }", ['read KEY required']],
    ['assert(process.env.KEY);', ['read KEY required']],
    ["process.env.TZ = 'UTC';", ['write TZ optional']],
    ['delete process.env.TZ;', ['write TZ optional']],
    ["if ('CI' in process.env) run();", ['read CI optional']],
    ['spawn(cmd, { env: { ...process.env, A: 1 } });', ['whole']],
    ['const value = process.env[name];', ['whole']],
    ['const env = process.env;\nuse(env.A, env.B || 2);', ['read A optional', 'read B default 2']],
    ["const mode = Deno.env.get('MODE');", ['read MODE optional']],
    [
      "const env = require('env-var');\nenv.get('A').required().asString();\nenv.get('B').default('1').asInt();\nenv.get('C').asString();",
      ['read A required', "read B default '1'", 'read C optional'],
    ],
    [
      "import { ConfigService } from '@nestjs/config';\nclass A { constructor(private readonly config: ConfigService) { this.config.get('PORT', 80); this.config.get<string>('KEY'); } }",
      ['read PORT default 80', 'read KEY optional'],
    ],
    [
      "import { env as e } from 'node:process';\nuse(e.A, e.B ?? '1');",
      ['read A optional', "read B default '1'"],
    ],
    ['const { env } = process;\nuse(env.A);', ['read A optional']],
    [
      'const port = process.env.A || process.env.B || 80;',
      ['read A default process.env.B', 'read B default 80'],
    ],
    ['const map = process.env.CI ? false : "hidden";', ['read CI optional']],
    ['const mode = import.meta.env.VITE_API_URL;', ['read VITE_API_URL optional']],
  ];
  for (const [text, expected] of cases) test(text, () => assert.deepEqual(usesOf('a.ts', text), expected));
});

describe('Python', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [
      'import os\nfor key in ("A", "B"):\n    if key in os.environ:\n        x = os.environ[key]\n',
      ['read A optional', 'read B optional'],
    ],
    [
      'import os\nfor key in ("A", "B"):\n    os.environ[key] = "x"\n',
      ['write A optional', 'write B optional'],
    ],
    [
      'import os\nx = os.getenv("A")\nif not x:\n    if DEBUG:\n        x = "d"\n    else:\n        raise ValueError("A")\n',
      ['read A required'],
    ],
    [
      'import os\nfor key in ("A", "B"):\n    if key not in os.environ:\n        raise SystemExit(key)\n    x = os.environ[key]\n',
      ['read A required', 'read B required'],
    ],
    ['import os\nKEYS = ["A"]\nmissing = [k for k in KEYS if not os.getenv(k)]\n', ['read A optional']],
    ['import os\ntry:\n    x = os.environ["A"]\nexcept KeyError:\n    x = "d"\n', ['read A optional']],
    [
      'import os\ntry:\n    x = os.environ["A"]\nexcept KeyError:\n    raise Missing("A")\n',
      ['read A required'],
    ],
    [
      'import os\nif "A" in os.environ:\n    x = os.environ["A"]\ny = os.environ["B"] if "B" in os.environ else 1\n',
      ['read A optional', 'read A optional', 'read B default 1', 'read B optional'],
    ],
    ['import os\nx = os.getenv("A")\nassert x, "A is missing"\n', ['read A required']],
    ['import os\nos.putenv("A", "x"); x = os.environb[b"B"]\n', ['write A optional', 'read B required']],
    [
      'from environs import Env\nenv = Env(prefix="P_")\nenv.str("A"); env("B", None)\n',
      ['read P_A required', 'read P_B optional'],
    ],
    [
      'from starlette.config import Config\nconfig = Config(env_prefix="P_")\nconfig("A", default="x"); config.get("B")\n',
      ['read P_A default "x"', 'read P_B required'],
    ],
    [
      'import dj_database_url\nx = dj_database_url.config(env="A", default="sqlite://")\n',
      ['read A default "sqlite://"'],
    ],
    ['import dj_database_url\nx = dj_database_url.config()\n', ['read DATABASE_URL optional']],
    ['import os\nx = os.environ["DATABASE_URL"]\n', ['read DATABASE_URL required']],
    ['import os\nx = os.environ.get("PORT", "8000")\n', ['read PORT default "8000"']],
    ['import os\nx = int(os.getenv("PORT") or 8000)\n', ['read PORT default 8000']],
    [
      'from os import environ, getenv as g\nx = environ["A"]\ny = g("B")\n',
      ['read A required', 'read B optional'],
    ],
    ['from os import environ as e\nx = e.get("A", "1")\n', ['read A default "1"']],
    [
      'import os\nx = os.environ.get("KEY")\nif not x:\n    raise RuntimeError("KEY")\n',
      ['read KEY required'],
    ],
    ['import os\nos.environ["TZ"] = "UTC"\n', ['write TZ optional']],
    ['import os\ndel os.environ["TZ"]\n', ['write TZ optional']],
    ['import os\nenv = os.environ.copy()\n', ['whole']],
    ['import os\nif "CI" in os.environ:\n    pass\n', ['read CI optional']],
    [
      'from decouple import config\nx = config("KEY")\ny = config("DEBUG", default=False, cast=bool)\n',
      ['read KEY required', 'read DEBUG default False'],
    ],
    [
      'import environ\nenv = environ.Env()\nx = env("KEY")\ny = env.bool("DEBUG", default=True)\n',
      ['read KEY required', 'read DEBUG default True'],
    ],
  ];
  for (const [text, expected] of cases) test(text, () => assert.deepEqual(usesOf('a.py', text), expected));
});

describe('functions of the project that read for others', () => {
  const REQUIRE =
    'function requireEnv(name) { const value = process.env[name]; if (!value) throw new Error(name); return value; }\n';
  const cases: readonly (readonly [string, string, readonly string[], Readonly<Record<string, string>>?])[] =
    [
      ['a.js', `${REQUIRE}requireEnv('KEY');`, ['read KEY required']],
      ['a.js', `${REQUIRE}for (const name of NAMES) requireEnv(name);`, ['whole']],
      [
        'a.js',
        'function must(name) { return process.env[name]; }\nmust("KEY");',
        ['whole', 'read KEY optional'],
      ],
      [
        'a.ts',
        "const getEnv = (key: string, fallback = '') => process.env[key] ?? fallback;\ngetEnv('A', '1'); getEnv('B');",
        ["read A default '1'", 'read B optional'],
      ],
      [
        'a.ts',
        "class Env { private read(key: string) { return process.env[key]; } port = this.read('PORT'); env(key: string) { return this.read(key); } host = this.env('HOST'); }",
        ['whole', 'read PORT optional', 'read HOST optional'],
      ],
      [
        'src/a.ts',
        "import { requireEnv } from './env.js';\nrequireEnv('KEY');",
        ['read KEY required'],
        { 'src/env.ts': `export ${REQUIRE}` },
      ],
      [
        'src/a.js',
        "const { requireEnv } = require('./env');\nrequireEnv('KEY');",
        ['read KEY required'],
        { 'src/env.js': `${REQUIRE}module.exports = { requireEnv };` },
      ],
      [
        'src/a.js',
        "const env = require('./env');\nenv.requireEnv('KEY');",
        ['read KEY required'],
        { 'src/env.js': `${REQUIRE}module.exports = { requireEnv };` },
      ],
      [
        'src/a.js',
        "const env = require('./env');\nenv('KEY');",
        ['read KEY required'],
        { 'src/env.js': `module.exports = ${REQUIRE}` },
      ],
      [
        'src/a.js',
        "const { openEnv } = require('./env');\nopenEnv('KEY');",
        [],
        { 'src/env.js': 'exports.openEnv = (path) => read(path);' },
      ],
      [
        'a.py',
        'import os\ndef envint(s, default):\n    v = os.getenv(s, default)\n    return int(v)\nA = envint("PORT", "80")\n',
        ['read PORT default "80"'],
      ],
      [
        'a.py',
        'import os\ndef get_env(name):\n    return os.environ[name]\nA = get_env("KEY")\n',
        ['read KEY required'],
      ],
      [
        'app/a.py',
        'from app.env import get_env\nA = get_env("KEY")\n',
        ['read KEY required'],
        { 'app/env.py': 'import os\ndef get_env(name):\n    return os.environ[name]\n' },
      ],
      [
        'a.py',
        'import os\n@overload\ndef envsecret(s): ...\ndef envsecret(s, default=None):\n    if path := os.getenv(s + "_FILE"):\n        if not path.is_file():\n            raise RuntimeError(path)\n        return read(path)\n    return os.getenv(s, default)\nA = envsecret("KEY")\n',
        ['read KEY optional'],
      ],
      [
        'a.js',
        'function getEnv(name) { const value = process.env[name]; if (value === undefined) { throw new Error(name); } return value; }\ngetEnv("KEY");',
        ['read KEY required'],
      ],
      [
        'a.js',
        'function getEnv(name) { if (process.env[name]) return process.env[name]; throw new Error(name); }\ngetEnv("KEY");',
        ['read KEY required'],
      ],
      [
        'a.js',
        'function getEnv(name) { const value = process.env[name]; if (value && !isUrl(value)) throw new Error(name); return value; }\ngetEnv("KEY");',
        ['read KEY optional'],
      ],
      [
        'a.py',
        'import os\ndef env(name):\n    value = os.environ.get(name)\n    if value is None:\n        raise RuntimeError(name)\n    return value\nA = env("KEY")\n',
        ['read KEY required'],
      ],
    ];
  for (const [path, text, expected, others] of cases) {
    test(text, () => assert.deepEqual(usesOf(path, text, others), expected));
  }
});

describe('names that are put together', () => {
  test('of a prefix', () => {
    const text =
      'from environs import Env\nenv = Env()\nwith env.prefixed("DB_"):\n    with env.prefixed("MAIN_"):\n        x = env.str("HOST")\n';
    assert.deepEqual(usesOf('a.py', text), ['read DB_MAIN_HOST required']);
  });
  test('by what is asked for', () => {
    assert.deepEqual(
      usesOf('a.py', 'import environ\nenv = environ.Env()\nx = env.db()\ny = env.db("OTHER")\n'),
      ['read DATABASE_URL required', 'read OTHER required'],
    );
  });
});
