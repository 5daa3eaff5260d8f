import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { readDefinition, TASK_TYPE, taskName } from '../../client/src/procfile/definition.ts';
import { type Launch, planLaunches } from '../../client/src/procfile/launch.ts';
import { lensesOf, type TypeState } from '../../client/src/procfile/lens-model.ts';
import { shellCall } from '../../client/src/procfile/shell.ts';
import { parseProcfile } from '../../server/src/formats/procfile.ts';
import { parseFormation } from '../../server/src/workspace/formation.ts';

describe('a task of tasks.json', () => {
  test('has defaults', () => {
    assert.deepEqual(readDefinition({ type: 'procfile', process: 'web' }), {
      process: 'web',
      file: 'Procfile',
      instance: 1,
      port: undefined,
      envFiles: undefined,
    });
  });

  test('takes one dotenv file or several', () => {
    const read = (envFile: unknown) => {
      const task = readDefinition({ process: 'web', envFile });
      return 'problem' in task ? task.problem : task.envFiles;
    };
    assert.deepEqual(read('.env.test'), ['.env.test']);
    assert.deepEqual(read(['.env', '.env.test']), ['.env', '.env.test']);
    assert.match(String(read([1])), /envFile/);
  });

  for (const [definition, expected] of [
    [{}, /names no process/],
    [{ process: '' }, /names no process/],
    [{ process: 'web', file: 1 }, /file/],
    [{ process: 'web', instance: 0 }, /instance/],
    [{ process: 'web', instance: 1.5 }, /instance/],
    [{ process: 'web', port: 70_000 }, /port/],
    [{ process: 'web', port: '5000' }, /port/],
  ] as const) {
    test(`${JSON.stringify(definition)} is refused`, () => {
      const task = readDefinition(definition);
      assert.ok('problem' in task);
      assert.match(task.problem, expected);
    });
  }

  test('is called as its process, with its file unless that is the usual one', () => {
    assert.equal(taskName({ process: 'web', instance: 2, file: 'Procfile' }), 'web.2');
    assert.equal(
      taskName({ process: 'web', instance: 1, file: 'shop/Procfile.dev' }),
      'web.1 (shop/Procfile.dev)',
    );
  });
});

describe('a command reaches the shell as it is written', () => {
  const commands = [
    'echo one && echo "two"',
    'echo "${PORT:-5000} ${NAME} ${command:-none} ${file}"',
    "echo '${PORT}' \"it's\" \\${NAME} '\\n' \"a\\\\b\" ${PORT}",
    'printf "%s\\n" "${NAME}" \'\\0101\' | tr a-z A-Z',
  ];
  for (const command of commands) {
    test(command, () => {
      const { program, words } = shellCall(command, {}, 'linux');
      assert.ok(!words.join(' ').includes('${'), 'VS Code would replace what it takes for its variables');
      const env = { PORT: '5000', NAME: 'a name', PATH: process.env.PATH };
      const direct = spawnSync('/bin/sh', ['-c', command], { env, encoding: 'utf8' });
      const indirect = spawnSync(program, words, { env, encoding: 'utf8' });
      assert.equal(indirect.stdout, direct.stdout);
      assert.notEqual(direct.stdout, '');
      assert.equal(indirect.status, direct.status);
    });
  }

  test('with the values that it is given', () => {
    const values = {
      PLAIN: "it's \\n",
      PATTERN: 'a\\n\'${file}\' ${command:workbench.action.quit} "q" $HOME `id`',
      PORT: '5000',
    };
    const command = 'printf "%s|%s|%s" "$PLAIN" "$PATTERN" "${PORT}"';
    const { program, words, environment } = shellCall(command, values, 'linux');
    const env = { PATH: process.env.PATH, ...environment };
    assert.ok(!JSON.stringify([words, environment]).includes('${'), 'VS Code would replace it');
    assert.ok(!words.join(' ').includes('quit'), 'a value, which may be a secret, is among the arguments');
    const { stdout } = spawnSync(program, words, { env, encoding: 'utf8' });
    assert.equal(stdout, `${values.PLAIN}|${values.PATTERN}|5000`);
  });

  test('of Windows', () => {
    assert.deepEqual(shellCall('node server.js', { PORT: '5000' }, 'win32'), {
      program: 'cmd.exe',
      words: ['/d', '/s', '/c', 'node server.js'],
      environment: { PORT: '5000' },
    });
  });
});

describe('what is started', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'twelve-factor-launch-'));
  after(() => rmSync(root, { recursive: true }));
  mkdirSync(path.join(root, 'shop'));
  writeFileSync(path.join(root, 'shop/Procfile.dev'), 'web: node server.js\nworker: node worker.js\n');
  writeFileSync(path.join(root, 'shop/.env'), 'PORT=3000\nNAME=file\nGREETING=hello\nRUN=$(date)\n');
  writeFileSync(path.join(root, 'other.env'), 'NAME=other\n');

  function launches(result: ReturnType<typeof planLaunches>): readonly Launch[] {
    assert.ok('launches' in result, JSON.stringify(result));
    return result.launches;
  }

  test('has the .env beside its Procfile, and nothing overrides the environment', () => {
    const result = planLaunches(root, 'shop/Procfile.dev', {}, { NAME: 'real', PORT: '1' });
    const [web, worker] = launches(result);
    assert.equal(web?.folder, path.join(root, 'shop'));
    const { RUN: _, ...environment } = web?.environment ?? {};
    assert.deepEqual(environment, { GREETING: 'hello', PORT: '3000', PS: 'web.1' });
    assert.equal(worker?.port, 3100);
  });

  test('has the files that the task names, relative to the workspace folder', () => {
    const [web] = launches(planLaunches(root, 'shop/Procfile.dev', { envFiles: ['other.env'] }, {}));
    assert.deepEqual(web?.environment, { NAME: 'other', PORT: '5000', PS: 'web.1' });
  });

  test('follows the formation', () => {
    const formation = parseFormation('worker=2');
    assert.ok('counts' in formation);
    const started = launches(planLaunches(root, 'shop/Procfile.dev', { formation }, {}));
    assert.deepEqual(
      started.map(({ name, port }) => `${name} ${port}`),
      ['worker.1 3100', 'worker.2 3101'],
    );
  });

  test('is nothing where a file is missing; the answer names it', () => {
    for (const [file, wishes, expected] of [
      ['Procfile', {}, /no file Procfile/],
      ['shop', {}, /no file shop/],
      ['shop/Procfile.dev', { envFiles: ['none.env'] }, /no file none\.env/],
      ['shop/Procfile.dev', { types: ['wbe'] }, /Did you mean 'web'/],
    ] as const) {
      const result = planLaunches(root, file, wishes, {});
      assert.ok('problem' in result);
      assert.match(result.problem, expected);
    }
  });
});

describe('code lenses', () => {
  const { entries } = parseProcfile('Procfile', '# Ours\nweb: a\nempty:\nworker: b\n');
  const idle: TypeState = { running: [], exitCode: undefined };
  const shown = (states: Readonly<Record<string, TypeState>>) =>
    lensesOf(entries, (type) => states[type] ?? idle).map(({ line, title }) => `${line}: ${title}`);

  test('offer to run each process and all', () => {
    assert.deepEqual(shown({}), ['1: $(run-all) Run all', '1: $(play) Run', '3: $(play) Run']);
    assert.deepEqual(
      lensesOf([], () => idle),
      [],
    );
  });

  test('say what runs where, and how it ended', () => {
    const web: TypeState = { running: [{ name: 'web.1', port: '5000' }], exitCode: undefined };
    assert.deepEqual(shown({ web, worker: { running: [], exitCode: 1 } }), [
      '1: $(run-all) Run all',
      '1: $(debug-stop) Stop all',
      '1: $(debug-restart) Restart',
      '1: $(debug-stop) Stop',
      '1: web.1 runs, port 5000',
      '3: $(play) Run',
      '3: ended with exit code 1',
    ]);
  });

  test('count instances', () => {
    const running = [
      { name: 'web.1', port: '5000' },
      { name: 'web.2', port: '5001' },
    ];
    assert.ok(shown({ web: { running, exitCode: undefined } }).includes('1: 2 run, port 5000, 5001'));
  });
});

describe('package.json', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));

  test('contributes the task with the properties that are read', () => {
    const [{ type, required, properties }] = contributes.taskDefinitions;
    assert.equal(type, TASK_TYPE);
    assert.deepEqual(required, ['process']);
    assert.deepEqual(Object.keys(properties), ['process', 'file', 'instance', 'port', 'envFile']);
    const defaults = Object.entries<{ default?: unknown }>(properties).filter(([, one]) => 'default' in one);
    const task = readDefinition({
      process: 'web',
      ...Object.fromEntries(defaults.map(([key, one]) => [key, one.default])),
    });
    assert.deepEqual(task, readDefinition({ process: 'web' }));
  });

  const [matcher] = contributes.problemMatchers;
  for (const line of [
    'Listening on http://localhost:5000',
    'listening at :5000',
    '  Local:   http://localhost:5173/',
    '[INFO] Booted Rails 8.0 application',
    ' * Running on http://127.0.0.1:5000',
    'celery@host ready.',
    'Server started',
  ]) {
    test(`has a matcher that takes '${line.trim()}' for a start, and nothing for a problem`, () => {
      assert.match(line, new RegExp(matcher.background.endsPattern));
      assert.doesNotMatch(line, new RegExp(matcher.pattern.regexp));
    });
  }

  test('has a matcher that does not take a failure for a start', () => {
    for (const line of ['Error: listen EADDRINUSE: address already in use :::5000', 'already running?', ''])
      assert.doesNotMatch(line, new RegExp(matcher.background.endsPattern));
  });
});
