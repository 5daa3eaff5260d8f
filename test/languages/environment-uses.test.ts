import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
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
  /process\.env|import\.meta\.env|Deno\.env|\bproc\.env|environ\b|getenv|\bconfig\(|\benv(?:\.\w+)?\(/g;

/** The uses in a text as words: `read PORT default`, with the text under the span checked. */
function usesOf(path: string, text: string): string[] {
  const language = languageOf(path);
  assert.ok(language);
  const parsed = grammars.parse(language, text);
  const hits: Span[] = [...text.matchAll(ANCHOR)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
  const file = openSourceFile(parsed, {
    path,
    role: 'application',
    environment: 'any',
    openModules: () => undefined,
  });
  const words = [...file.at(hits).environmentUses()].map((use) => {
    if (use.kind === 'whole') return 'whole';
    assert.equal(text.slice(use.span.start, use.span.end), use.name);
    const fallback = use.fallback ? ` ${text.slice(use.fallback.span.start, use.fallback.span.end)}` : '';
    return `${use.kind} ${use.name} ${use.need}${fallback}`;
  });
  parsed.tree.delete();
  return words;
}

describe('JavaScript', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['const url = process.env.DATABASE_URL;', ['read DATABASE_URL optional']],
    ["const port = process.env['PORT'] || 3000;", ['read PORT default 3000']],
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
    ['const mode = import.meta.env.VITE_API_URL;', ['read VITE_API_URL optional']],
  ];
  for (const [text, expected] of cases) test(text, () => assert.deepEqual(usesOf('a.ts', text), expected));
});

describe('Python', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['import os\nx = os.environ["DATABASE_URL"]\n', ['read DATABASE_URL required']],
    ['import os\nx = os.environ.get("PORT", "8000")\n', ['read PORT default "8000"']],
    ['import os\nx = int(os.getenv("PORT") or 8000)\n', ['read PORT default 8000']],
    ['from os import environ, getenv as g\nx = environ["A"]\n', ['read A required']],
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
