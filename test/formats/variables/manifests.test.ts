import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readVariables } from '../../../server/src/formats/variables/index.ts';
import { readToml } from '../../../server/src/formats/variables/toml-data.ts';

/** Uses as words, `provide PORT` or `reference PORT default 80`; the text under each span is checked. */
function usesIn(path: string, text: string): string {
  return readVariables(path, text)
    .uses.map(({ name, kind, need, span, derived, external }) => {
      if (!derived) assert.equal(text.slice(span.start, span.end), name, `${kind} ${name}`);
      const words = [
        kind,
        name,
        need === 'optional' ? '' : need,
        external && 'external',
        derived && 'derived',
      ];
      return words.filter((word) => word).join(' ');
    })
    .join(', ');
}

/** Path, text, uses. What stands on one line here may stand on several in a file. */
const CASES: readonly (readonly [string, string, string])[] = [
  [
    'fly.toml',
    '[env]\nA = "1"\n[build.args]\nB = "1"\n[processes]\nweb = "node $C"\n',
    'provide A, provide B, reference C',
  ],
  ['fly.toml', '[[files]]\nguest_path = "/x"\nsecret_name = "A"\n', 'reference A required external'],
  [
    'wrangler.toml',
    'name = "x"\n[vars]\nA = "1"\n[env.staging]\nvars = { B = "2" }\n',
    'provide A, provide B',
  ],
  [
    'wrangler.jsonc',
    '{ // c\n "vars": {"A": 1}, "env": {"staging": {"vars": {"B": {}}}}, "secrets": {"required": ["C"]}}',
    'provide A, provide B, declare C required',
  ],
  ['.dev.vars', 'A=1\n', 'provide A'],
  [
    '.env.schema',
    '# @defaultSensitive=false\n# ---\n# The key. @sensitive\nA=\nB=1\n# @optional\nC=\n',
    'declare A required, declare B default, declare C',
  ],
  [
    '.env.schema',
    '# @defaultRequired=false\n# ---\nA=\n\n# @required\nB=\n',
    'declare A, declare B required',
  ],
  [
    'netlify.toml',
    '[build]\ncommand = "echo $A"\n[build.environment]\nB = "1"\n[context."x/y".environment]\nC = "1"\n[template.environment]\nD = "change me"\n',
    'reference A, provide B, provide C, declare D required',
  ],
  ['nixpacks.toml', '[variables]\nA = "1"\n[start]\ncmd = "node $B"\n', 'provide A, reference B'],
  [
    'railpack.json',
    '{"deploy": {"variables": {"A": 1}, "startCommand": "x $B"}, "steps": {"build": {"secrets": ["C", "*"]}}}',
    'provide A, reference B, reference C required external',
  ],
  ['railway.json', '{"deploy": {"startCommand": "node $A"}}', 'reference A'],
  [
    'project.toml',
    '[[build.env]]\nname = "A"\nvalue = "1"\n[[build.env]]\nname = "B"\n',
    'provide A, provide B',
  ],
  ['vercel.json', '{"env": {"A": "@a"}, "build": {"env": {"B": "1"}}}', 'provide A, provide B'],
  [
    'serverless.yml',
    'provider:\n  environment:\n    A: ${env:B}\nfunctions:\n  f:\n    environment: {C: "${env:D, \'x\'}"}\n',
    'provide A, reference B, provide C, reference D default',
  ],
  [
    'template.yaml',
    'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  F:\n    Properties:\n      Environment:\n        Variables:\n          A: !Ref X\n  T:\n    Properties:\n      ContainerDefinitions:\n        - Environment: [{Name: B, Value: x}]\n          Secrets: [{Name: C, ValueFrom: x}]\n',
    'provide A, provide B, provide C',
  ],
  [
    'deploy/task-definition.json',
    '{"containerDefinitions": [{"name": "web", "environment": [{"name": "A", "value": "1"}], "secrets": [{"name": "B"}]}]}',
    'provide A, provide B',
  ],
  ['manifest.yml', 'applications:\n- name: x\n  env: {A: 1}\n  command: node $B\n', 'provide A, reference B'],
  [
    'manifest.yml',
    'type: Load Balanced Web Service\nvariables: {A: 1}\nsecrets: {B: /x}\n',
    'provide A, provide B',
  ],
  ['manifest.yml', 'name: something else\nenv: {A: 1}\n', ''],
  [
    'app.yaml',
    'runtime: python39\nenv_variables: {A: 1}\nentrypoint: gunicorn -b :$PORT\n',
    'provide A, reference PORT',
  ],
  ['.do/app.yaml', 'services:\n- envs:\n  - {key: A, value: 1}\nenvs: [{key: B}]\n', 'provide A, provide B'],
  ['apphosting.yaml', 'env:\n  - variable: A\n    value: x\n', 'provide A'],
  ['apprunner.yaml', 'run:\n  env: [{name: A, value: x}]\n', 'provide A'],
  [
    '.ebextensions/app.config',
    'option_settings:\n  aws:elasticbeanstalk:application:environment:\n    A: x\n',
    'provide A',
  ],
  [
    'config/deploy.yml',
    'service: x\nenv:\n  clear: {A: 1}\n  secret: [B, "C:D"]\naccessories:\n  db: {env: {clear: {E: 1}}}\nbuilder: {args: {F: 1}}\n',
    'provide A, provide B, provide C, provide E external, provide F',
  ],
  ['config/deploy.yml', 'image: x\nenv: {A: 1}\n', 'provide A'],
  ['.kamal/secrets', 'A=$B\n', 'provide A, reference B'],
  [
    'ecosystem.config.json',
    '{"apps": [{"env": {"A": 1}, "env_production": {"B": 2}}]}',
    'provide A, provide B',
  ],
  ['eas.json', '{"build": {"production": {"env": {"A": "1"}}}}', 'provide A'],
  [
    'site.yml',
    "- hosts: all\n  environment: {A: 1}\n  tasks:\n    - shell: x\n      environment:\n        B: \"{{ lookup('env', 'C') }}\"\n",
    'provide A, provide B, reference C',
  ],
  [
    'web.service',
    '[Unit]\nDescription=A=1\n[Service]\nEnvironment=A=1 "B=2 3" \\\n  C=4\nPassEnvironment=D E\nExecStart=/bin/x ${F}\n',
    'provide A, provide B, provide C, reference D, reference E, reference F',
  ],
  ['supervisord.conf', '[program:x]\nenvironment=A="1,2",B=%(ENV_C)s\n', 'provide A, provide B, reference C'],
  [
    'infra/main.tf',
    'variable "a" {}\nresource "x" "y" {\n  environment {\n    variables = {\n      B = "${var.a}"\n      C = 1\n    }\n  }\n}\ncontainers = [{ name = "D", value = "1" }, { name = "side-car", image = "x" }]\n',
    'declare TF_VAR_a required derived, provide B, provide C, provide D',
  ],
  [
    'docker-bake.hcl',
    'variable "A" { default = "1" }\ntarget "x" { args = { B = "${A}" } }\n',
    'declare A default, provide B, reference A',
  ],
  [
    '.gitlab-ci.yml',
    'variables: {A: 1}\nx:\n  variables: {B: {value: 1}}\n  script: [echo $C]\n',
    'provide A, provide B, reference C',
  ],
  [
    '.circleci/config.yml',
    'jobs:\n  x:\n    environment: {A: 1}\n    docker: [{image: pg, environment: {B: 1}}]\n    steps: [{run: {command: echo $C, environment: {D: 1}}}]\n',
    'provide A, provide B external, reference C, provide D',
  ],
  [
    'azure-pipelines.yml',
    'variables:\n- name: A\n  value: 1\nsteps:\n- script: echo $(B)\n  env: {C: 1}\n',
    'provide A, reference B, provide C',
  ],
  ['.drone.yml', 'steps:\n- environment: {A: {from_secret: a}}\n', 'provide A'],
  ['.travis.yml', 'env:\n  global: [A=1]\n  jobs: ["B=1 C=2"]\n', 'provide A, provide B, provide C'],
  ['cloudbuild.yaml', 'steps:\n- env: [A=1]\n  secretEnv: [B]\n', 'provide A, provide B'],
  ['buildspec.yml', 'env:\n  variables: {A: 1}\n  secrets-manager: {B: x}\n', 'provide A, provide B'],
  [
    '.devcontainer/devcontainer.json',
    '{ // c\n "containerEnv": {"A": "1"}, "remoteEnv": {"B": "${localEnv:C}", "D": "${localEnv:E:x}"}}',
    'provide A, provide B, reference C, provide D, reference E default',
  ],
  [
    '.vscode/launch.json',
    '{"configurations": [{"env": {"A": "${env:B}"}, "envFile": "x"}]}',
    'provide A, reference B',
  ],
  [
    'turbo.json',
    '{"globalEnv": ["A", "!B", "C_*"], "tasks": {"build": {"env": ["D"], "passThroughEnv": ["E"]}}}',
    'reference A, reference D, reference E',
  ],
  ['nodemon.json', '{"env": {"A": "1"}, "exec": "node $B"}', 'provide A, reference B'],
  [
    'package.json',
    '{"nodemonConfig": {"env": {"A": "1"}}, "scripts": {"x": "B=1 node"}}',
    'provide A, provide B',
  ],
  ['deno.json', '{"tasks": {"x": "A=1 deno run $B"}}', 'provide A, reference B'],
  ['mise.toml', '[env]\nA = "1"\n[tasks.x]\nrun = "echo $B"\n', 'provide A, reference B'],
  [
    'tox.ini',
    '[testenv]\nsetenv =\n    A = 1\n    B=2\npassenv = C, D\n    E\ncommands = x {env:F} {env:G:1}\n[flake8]\nenv = H=1\n',
    'provide A, provide B, reference C, reference D, reference E, reference F, reference G default',
  ],
  ['pytest.ini', '[pytest]\nenv =\n    A=1\n    D:B=2\n', 'provide A, provide B'],
  [
    'pyproject.toml',
    '[tool.pytest_env]\nA = 1\n[tool.hatch.envs.default.env-vars]\nB = "1"\n',
    'provide A, provide B',
  ],
  [
    'Makefile',
    'A ?= 1\nB ?= $(error B is required)\nexport C = 1\nexport D\nX := 1\nifdef E\nendif\nall: export F = 1\n\techo $(G) $(X)\n',
    'reference A default, reference B required, provide C, reference D, reference E, provide F, reference G',
  ],
  [
    'heroku.yml',
    'setup:\n  addons: [{plan: heroku-redis, as: CACHE}]\n  config: {A: 1}\n',
    'provide CACHE_URL derived, provide A',
  ],
  [
    'app.json',
    '{"addons": ["sendgrid:starter"], "scripts": {"postdeploy": "x $A"}}',
    'provide SENDGRID_USERNAME derived, provide SENDGRID_PASSWORD derived, provide SENDGRID_API_KEY derived, reference A',
  ],
  [
    'render.yaml',
    'services:\n- name: a\n  envVars:\n  - key: A\n    fromService: {name: b, envVarKey: B}\n',
    'provide A, reference B',
  ],
  [
    '.github/workflows/ci.yml',
    'jobs:\n  x:\n    services: {pg: {env: {A: 1}}}\n    steps:\n    - run: echo "B=1" >> $GITHUB_ENV\n',
    'provide A external, provide B',
  ],
  ['Dockerfile', 'FROM x\nRUN --mount=type=secret,id=s,env=A echo $A\n', 'provide A, reference A'],
];

describe('manifests say which variables they give and take', () => {
  for (const [path, text, expected] of CASES) {
    test(`${path}: ${expected || 'nothing'}`, () => assert.equal(usesIn(path, text), expected));
  }
});

/** Data as plain objects. */
function plain(data: ReturnType<typeof readToml> | undefined): unknown {
  if (!data) return null;
  if (data.kind === 'text') return data.value;
  if (data.kind === 'list') return data.items.map(plain);
  return Object.fromEntries(data.entries.map(({ key, value }) => [key, plain(value)]));
}

describe('TOML', () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['a = 1\n"b c" = \'x\'\nd.e = true # c\n', { a: '1', 'b c': 'x', d: { e: 'true' } }],
    ['[a.b]\nc = "x # y"\n[a]\nd = 1\n', { a: { b: { c: 'x # y' }, d: '1' } }],
    ['[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3\n', { a: [{ b: '1' }, { b: '2', c: { d: '3' } }] }],
    ['a = [1, # c\n "]", [2]]\nb = { c = 1, d = [] }\n', { a: ['1', ']', ['2']], b: { c: '1', d: [] } }],
    ['a = """\nx "y"\n"""\nb = \'\'\'z\'\'\'\n', { a: '\nx "y"\n', b: 'z' }],
    ['a = \nb = 1\nhalf\n[c\nd = "open\ne = 2\n', { a: null, b: '1', c: { d: 'open', e: '2' } }],
  ];
  for (const [text, expected] of cases) {
    test(JSON.stringify(text), () => assert.deepEqual(plain(readToml(text)), expected));
  }
});
