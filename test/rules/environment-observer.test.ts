import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type Analyzer, createAnalyzer } from '../../server/src/engine/analysis.ts';
import { createModuleStore } from '../../server/src/engine/modules.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import { OBSERVERS } from '../../server/src/rules/index.ts';
import { loadGrammars } from '../support/grammars.ts';

let grammars: Grammars;
let analyzer: Analyzer;
before(async () => {
  grammars = await loadGrammars();
  analyzer = createAnalyzer(grammars, [], OBSERVERS);
});

/** Uses as words, the text under each span checked; `whole` where the environment is handed on. */
function usesIn(path: string, text: string): string[] {
  const modules = createModuleStore(grammars, { exists: () => false, read: () => undefined });
  const { summary, failures } = analyzer.analyze({ path, text }, modules);
  modules.dispose();
  assert.deepEqual(failures, []);
  const uses = summary.variables.map(({ name, kind, need, fallback, span, derived }) => {
    if (!derived) assert.equal(text.slice(span.start, span.end), name);
    const words = [kind, name, need === 'optional' ? '' : need, fallback, derived && 'derived'];
    return words.filter((word) => word).join(' ');
  });
  return summary.readsWholeEnvironment ? [...uses, 'whole'] : uses;
}

type Case = readonly [string, string, readonly string[]];

const JAVASCRIPT: readonly Case[] = [
  [
    'plain reads',
    "const a = process.env.A ?? '1'; const b = process.env['B'];",
    ['read A default 1', 'read B'],
  ],
  ['a default that is a constant', 'const D = 80;\nconst a = process.env.A || D;', ['read A default 80']],
  ['a secret default', "const a = process.env.DB_PASSWORD || 'not-a-real-pw';", ['read DB_PASSWORD default']],
  ['what Vite says of the build', 'use(import.meta.env.MODE, import.meta.env.VITE_A);', ['read VITE_A']],
  ['comments', '// process.env.A\nfoo();', []],
  ['imported', "import { env } from 'node:process';\nuse(env.API_KEY);", ['read API_KEY']],
  ['another env', 'app.use(c.env.DATABASE);', []],
  [
    'a helper',
    "function requireEnv(n) { const v = process.env[n]; if (!v) throw new Error(n); return v; }\nrequireEnv('A');",
    ['read A required'],
  ],
  ['something called alike', "const x = getEnvelope('FOO');", []],
  [
    'envalid',
    "import { cleanEnv, str, port } from 'envalid';\nexport const env = cleanEnv(process.env, { A: str(), PORT: port({ default: 3000 }), 'C': str({ default: undefined }) });",
    ['declare A required', 'declare PORT default 3000', 'declare C'],
  ],
  [
    'zod',
    "import { z } from 'zod';\nconst schema = z.object({ A: z.string(), B: z.coerce.number().default(5), C: z.string().optional() }).passthrough();\nconst env = schema.parse(process.env);",
    ['declare A required', 'declare B default 5', 'declare C'],
  ],
  [
    'valibot',
    "import * as v from 'valibot';\nv.parse(v.object({ A: v.string(), B: v.optional(v.string(), 'x') }), process.env);",
    ['declare A required', 'declare B default x'],
  ],
  [
    'joi',
    "const Joi = require('joi');\nconst schema = Joi.object().keys({ A: Joi.string().required(), B: Joi.number().default(3), C: Joi.string() }).unknown();\nconst { value } = schema.prefs({ errors: {} }).validate(process.env);",
    ['declare A required', 'declare B default 3', 'declare C'],
  ],
  [
    'nest and joi',
    "import { ConfigModule } from '@nestjs/config';\nimport * as Joi from 'joi';\nConfigModule.forRoot({ validationSchema: Joi.object({ A: Joi.string().required() }) });",
    ['declare A required'],
  ],
  [
    't3',
    "import { createEnv } from '@t3-oss/env-nextjs';\nexport const env = createEnv({ server: { A: z.string() }, client: { NEXT_PUBLIC_B: z.string().optional() }, runtimeEnv: { A: process.env.A } });",
    ['declare A required', 'declare NEXT_PUBLIC_B', 'reference A', 'read A'],
  ],
  [
    'znv',
    "import { parseEnv } from 'znv';\nconst { A } = parseEnv(process.env, { A: z.string() });",
    ['declare A required'],
  ],
  [
    'convict',
    "const convict = require('convict');\nconst config = convict({ db: { host: { default: 'localhost', env: 'DB_HOST' } }, key: { default: null, env: 'KEY' } });",
    ['declare DB_HOST default localhost', 'declare KEY'],
  ],
  [
    'sveltekit',
    "import { A, B as c } from '$env/static/private';\nimport { env } from '$env/dynamic/public';\nuse(env.PUBLIC_URL);",
    ['read A required', 'read B required', 'read PUBLIC_URL'],
  ],
  [
    'a function that is handed over',
    "export default ({ env }) => ({ port: env.int('PORT', 1337), host: env('HOST') });",
    ['read PORT default 1337', 'read HOST'],
  ],
  ['all of it', 'spawn("x", { env: { ...process.env } });', ['whole']],
];

const PYTHON: readonly Case[] = [
  [
    'plain reads',
    'import os\na = os.environ["A"]\nb = os.getenv("B", "1")\n',
    ['read A required', 'read B default 1'],
  ],
  [
    'decouple',
    'from decouple import config\na = config("A")\nb = config("B", default=True, cast=bool)\n',
    ['read A required', 'read B default true'],
  ],
  [
    'django-environ',
    'import environ\nenv = environ.Env(DEBUG=(bool, False))\nD = env("DEBUG")\nDB = env.db()\n',
    ['declare DEBUG default false', 'read DEBUG default', 'read DATABASE_URL required derived'],
  ],
  [
    'pydantic',
    'from pydantic_settings import BaseSettings, SettingsConfigDict\nfrom pydantic import Field\nclass S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="APP_")\n    db_url: str\n    port: int = 80\n    key: str | None = None\n    other: str = Field(validation_alias="OTHER_NAME")\n\n    def f(self):\n        x: int = 1\n',
    [
      'declare APP_DB_URL required derived',
      'declare APP_PORT default 80 derived',
      'declare APP_KEY derived',
      'declare OTHER_NAME required',
    ],
  ],
  ['no settings', 'class S(Other):\n    a: str\n', []],
  [
    'click',
    'import click\n@click.option("--token", envvar="TOKEN")\n@click.option("--x", envvar=["A", "B"])\ndef f(): ...\n',
    ['read TOKEN', 'read A', 'read B'],
  ],
  ['all of it', 'import os\nf(env=os.environ.copy())\n', ['whole']],
];

for (const [path, cases] of [
  ['src/config.ts', JAVASCRIPT],
  ['app/settings.py', PYTHON],
] as const) {
  describe(path, () => {
    for (const [name, text, expected] of cases)
      test(name, () => assert.deepEqual(usesIn(path, text), expected));
  });
}
