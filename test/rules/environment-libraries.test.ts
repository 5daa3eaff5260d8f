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

/** Uses as words, the text under each span checked; `whole` and `APP_*` where more than named variables is read. */
function usesIn(path: string, text: string): string {
  const modules = createModuleStore(grammars, { exists: () => false, read: () => undefined });
  const { summary, failures } = analyzer.analyze({ path, text }, modules);
  modules.dispose();
  assert.deepEqual(failures, []);
  const uses = summary.variables.map(({ name, kind, need, fallback, span, derived }) => {
    if (!derived) assert.equal(text.slice(span.start, span.end), name);
    const words = [kind, name, need === 'optional' ? '' : need, fallback, derived && 'derived'];
    return words.filter((word) => word).join(' ');
  });
  const prefixes = (summary.variablePrefixes ?? []).map((prefix) => `${prefix}*`);
  return [...uses, ...prefixes, ...(summary.readsWholeEnvironment ? ['whole'] : [])].join(', ');
}

/** Name, lines, uses; of another path than the usual one where its name is what matters. */
type Case = readonly [string, readonly string[], string];

const JAVASCRIPT: readonly Case[] = [
  [
    'envalid by another function, its specification elsewhere in the file',
    [
      "import { customCleanEnv, str } from 'envalid';",
      "const spec = { A: str(), B: str({ devDefault: 'x' }) };",
      'export default customCleanEnv(process.env, spec, (env) => env);',
    ],
    'declare A required, declare B default',
  ],
  [
    'envsafe',
    ["import { envsafe, str } from 'envsafe';", "envsafe({ A: str(), B: str({ default: 'x' }) });"],
    'declare A required, declare B default x',
  ],
  [
    'env-var of a copy',
    [
      "import { from } from 'env-var';",
      "const env = from(process.env); env.get('A').required(); env.get('B').default('x');",
    ],
    'read A required, read B default x',
  ],
  [
    'znv with descriptions',
    [
      "import { parseEnv } from 'znv';",
      "parseEnv(process.env, { A: { schema: z.string() }, B: { schema: z.string(), defaults: { _: 'x' } } });",
    ],
    'declare A required, declare B default',
  ],
  [
    'zod put together of parts',
    [
      "import { z } from 'zod';",
      "const base = z.object({ A: z.string(), B: z.preprocess(trim, z.string().default('x')) });",
      'base.extend({ C: z.enum(["a"]).optional() }).refine(check).safeParse({ ...process.env });',
    ],
    'declare A required, declare B default x, declare C',
  ],
  ['zod, all of it optional', ['z.object({ A: z.string() }).partial().parse(process.env);'], 'declare A'],
  ['a schema of another file', ["import { schema } from './schema';", 'schema.parse(process.env);'], 'whole'],
  [
    'valibot',
    [
      "import * as v from 'valibot';",
      "v.parse(v.object({ A: v.pipe(v.string(), v.url()), B: v.optional(v.string(), 'x') }), process.env);",
    ],
    'declare A required, declare B default x',
  ],
  [
    'Joi by attempt',
    [
      "const Joi = require('joi');",
      'const schema = Joi.object({ A: Joi.string().required(), B: Joi.string() });',
      'Joi.attempt(process.env, schema);',
    ],
    'declare A required, declare B',
  ],
  [
    'yup',
    [
      "import { object, string } from 'yup';",
      "object({ A: string().required(), B: string(), C: string().default('x') }).cast(process.env);",
    ],
    'declare A required, declare B, declare C default x',
  ],
  [
    'arktype',
    [
      "import { type } from 'arktype';",
      "const Env = type({ A: 'string', 'B?': 'string', C: \"string = 'x'\" });",
      'Env(process.env);',
    ],
    'declare A required, declare B, declare C default',
  ],
  [
    'convict with a schema of its own, checked',
    [
      "import convict from 'convict';",
      "const schema = { a: { format: String, default: null, env: 'A' }, b: { format: '*', default: null, env: 'B' } };",
      'const config = convict(schema); config.validate({ allowed: "strict" });',
    ],
    'declare A required, declare B',
  ],
  [
    'the services of Nest',
    [
      "import { ConfigService } from '@nestjs/config';",
      'class A { constructor(private readonly settings: ConfigService) {}',
      "  f() { this.settings.get('A'); this.settings.getOrThrow<string>('B'); this.settings.get('C', { infer: true }); this.settings.get('db.host'); } }",
    ],
    'read A, read B required, read C',
  ],
  [
    '@fastify/env',
    [
      "import fastifyEnv from '@fastify/env';",
      "const schema = { type: 'object', required: ['A'], properties: { A: { type: 'string' }, B: { type: 'number', default: 80 }, C: {} } };",
    ],
    'declare A required, declare B default 80, declare C',
  ],
  [
    'another schema of JSON',
    ["const schema = { type: 'object', properties: { A: { type: 'string' } } };"],
    '',
  ],
  [
    'Effect',
    [
      "import { Config } from 'effect';",
      "const a = Config.string('A'); const b = Config.number('B').pipe(Config.withDefault(80));",
      "const c = Config.option(Config.redacted('C')); const d = Config.nested(Config.string('HOST'), 'DB');",
    ],
    'read A required, read B default 80, read C, read DB_HOST required derived',
  ],
  [
    'commander',
    [
      "import { Option } from 'commander';",
      "program.addOption(new Option('-p').default(80).env('A')).addOption(new Option('-q').env('B').makeOptionMandatory());",
    ],
    'read A default, read B required',
  ],
  ['yargs', ["import yargs from 'yargs';", "yargs(argv).env('APP').parse();"], 'APP_*'],
  ['nconf', ["const nconf = require('nconf');", "nconf.argv().env(['A', 'B']);"], 'read A, read B'],
  ['nconf without a list', ["const nconf = require('nconf');", 'nconf.argv().env();'], 'whole'],
  [
    'SvelteKit, Astro, Bun, Deno',
    [
      "import * as keys from '$env/static/private';",
      "import { API_URL, getSecret } from 'astro:env/server';",
      "import { env } from 'bun';",
      "use(keys.A, getSecret('KEY'), env.B, Deno.env.get('C'));",
    ],
    'read API_URL required, read A required, read KEY, read B, read C',
  ],
  [
    'types',
    ['declare global { namespace NodeJS { interface ProcessEnv { readonly A: string; B?: string } } }'],
    'reference A, reference B',
  ],
  [
    'a loop that chooses by the beginning',
    [
      "const all = Object.keys(process.env).filter((key) => key.startsWith('APP_'));",
      'for (const key in process.env) { if (/^OTHER_\\w+/.test(key)) use(process.env[key]); }',
    ],
    'APP_*, OTHER_*',
  ],
  ['a loop over all', ['for (const key in process.env) use(key);'], 'whole'],
  ['a copy of which something is chosen', ["const x = { ...process.env }; x.y.startsWith('A_');"], 'whole'],
  ['values that are put in', ["Object.assign(process.env, { A: 'x' });"], 'write A'],
];

const BUILD: readonly Case[] = [
  [
    'astro.config.mjs',
    [
      'const env = { schema: { A: envField.string({ optional: true }), B: envField.number({ default: 80 }), C: envField.string({}) } };',
    ],
    'declare A, declare B default 80, declare C required',
  ],
  [
    'nuxt.config.ts',
    ["export default { runtimeConfig: { apiSecret: '', public: { apiBase: '/' } } };"],
    'declare NUXT_API_SECRET default derived, declare NUXT_PUBLIC_API_BASE default derived',
  ],
  [
    'vite.config.ts',
    [
      "import { loadEnv } from 'vite';",
      "const env = loadEnv(mode, '.', ''); const x = { define: { 'process.env.A': env.B } };",
    ],
    'provide A, read B',
  ],
  [
    'next.config.js',
    ["const nextConfig = { env: { A: 'x' } };", 'module.exports = nextConfig;'],
    'provide A',
  ],
  [
    'ecosystem.config.cjs',
    ["module.exports = { apps: [{ env: { A: 'x' }, env_production: { B: 'y' } }] };"],
    'provide A, provide B',
  ],
  [
    'config/custom-environment-variables.json',
    ['{ "db": { "host": "A", "port": { "__name": "B", "__format": "json" } } }'],
    'read A, read B',
  ],
];

const PYTHON: readonly Case[] = [
  [
    'environs with prefixes',
    [
      'from environs import env',
      'with env.prefixed("DB_"):',
      '    host = env("HOST")',
      '    port = env.int("PORT", 5432)',
    ],
    'read DB_HOST required derived, read DB_PORT default 5432 derived',
  ],
  [
    'django-environ',
    [
      'import environ',
      'env = environ.Env(DEBUG=(bool, False))',
      'env.cache(); env.email_url("MAIL"); env("A", default=None); env.str(var="B")',
    ],
    'declare DEBUG default false, read CACHE_URL required derived, read MAIL required, read A, read B required',
  ],
  [
    'decouple',
    ['from decouple import AutoConfig', 'config = AutoConfig()', 'config("A"); config("B", default=None)'],
    'read A required, read B',
  ],
  [
    'pydantic: prefix, nesting, inheritance',
    [
      'from pydantic import BaseModel, Field, AliasChoices',
      'from pydantic_settings import BaseSettings as Base, SettingsConfigDict',
      'class Db(BaseModel):',
      '    host: str',
      '    port: int = 5432',
      'class Settings(Base):',
      '    model_config = SettingsConfigDict(env_prefix="APP_", env_nested_delimiter="__")',
      '    db: Db',
      '    name: str = Field("n")',
      '    key: str = Field(validation_alias=AliasChoices("A", "B"))',
      'class More(Settings):',
      '    extra: str',
    ],
    'declare APP_DB__HOST required derived, declare APP_DB__PORT default 5432 derived, declare APP_NAME default n derived, declare A, declare B, declare APP_EXTRA required derived',
  ],
  [
    'pydantic, as it is written',
    [
      'from pydantic_settings import BaseSettings',
      'class S(BaseSettings, case_sensitive=True):',
      '    A: str',
      '    b: str = "x"',
    ],
    'declare A required, declare b default x',
  ],
  [
    'pydantic of the first generation',
    [
      'from pydantic import BaseSettings, Field',
      'class S(BaseSettings):',
      '    a: str = Field(..., env="A")',
      '    b: int',
      '    class Config:',
      '        env_prefix = "p_"',
    ],
    'declare A required, declare P_B required derived',
  ],
  [
    'click and typer',
    [
      '@click.option("--a", envvar="A", default=80)',
      '@click.option("--b", envvar="B", required=True)',
      'def f(c: str = typer.Option(..., envvar="C"), d: str = typer.Option("x", envvar=["D", "E"])): ...',
      'f(auto_envvar_prefix="APP")',
    ],
    'read A default 80, read B required, read C required, read D default x, read E default x, APP_*',
  ],
  [
    'dynaconf',
    ['from dynaconf import Dynaconf', 'settings = Dynaconf(envvar_prefix="APP")'],
    'APP_*, DYNACONF_*',
  ],
  ['Flask', ['app.config.from_prefixed_env(); app.config.from_envvar("A", silent=True)'], 'read A, FLASK_*'],
  [
    'dj-database-url',
    ['import dj_database_url', 'x = dj_database_url.config(default="sqlite://")'],
    'read DATABASE_URL default derived',
  ],
  [
    'a loop that chooses by the beginning',
    ['import os', 'x = {k: v for k, v in os.environ.items() if k.startswith(("A_", "B_"))}'],
    'A_*, B_*',
  ],
  ['values that are put in', ['import os', 'os.environ.update({"A": "x"}, B="y")'], 'write A, write B'],
];

for (const [path, cases] of [
  ['src/config.ts', JAVASCRIPT],
  ['', BUILD],
  ['app/settings.py', PYTHON],
] as const) {
  describe(path === '' ? 'configuration of builds' : path, () => {
    for (const [name, lines, expected] of cases) {
      test(name, () => assert.equal(usesIn(path === '' ? name : path, `${lines.join('\n')}\n`), expected));
    }
  });
}
