import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { clashesOf } from '../../client/src/procfile/clashes.ts';
import { readDefinition, TASK_TYPE, taskName } from '../../client/src/procfile/definition.ts';
import { describeEnd } from '../../client/src/procfile/ends.ts';
import { type Launch, planLaunches } from '../../client/src/procfile/launch.ts';
import { lensesOf, type TypeState } from '../../client/src/procfile/lens-model.ts';
import { shellCall } from '../../client/src/procfile/shell.ts';
import { parseProcfile } from '../../server/src/formats/procfile.ts';
import { parseFormation, runsOncePerRelease } from '../../server/src/workspace/formation.ts';

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

/** A marker tells what the process itself writes from what is said about it. */
const OUTPUT = /^===\n([\s\S]*)/m;

describe('a command reaches the shell as it is written', () => {
  const shell = { platform: 'linux', script: 'client/run-process.sh' };
  const call = (command: string, environment: Readonly<Record<string, string>> = {}) =>
    shellCall({ command, environment: { PS: 'web.1', PORT: '5000', ...environment }, colour: 'cyan' }, shell);
  const run = ({ program, words, environment }: ReturnType<typeof shellCall>) =>
    spawnSync(program, words, { env: { PATH: process.env.PATH, ...environment }, encoding: 'utf8' });

  const commands = [
    'echo one && echo "two"',
    'echo "${PORT:-5000} ${NAME} ${command:-none} ${file}"',
    "echo '${PORT}' \"it's\" \\${NAME} '\\n' \"a\\\\b\" ${PORT}",
    'printf "%s\\n" "${NAME}" \'\\0101\' | tr a-z A-Z',
    'echo "$# $PS"',
    'echo before; exit 7',
    'echo "unfinished',
  ];
  for (const command of commands) {
    test(command, () => {
      const words = call(`echo ===; ${command}`, { NAME: 'a name' });
      assert.ok(
        !words.words.join(' ').includes('${'),
        'VS Code would replace what it takes for its variables',
      );
      const env = { PORT: '5000', PS: 'web.1', NAME: 'a name', PATH: process.env.PATH };
      const direct = spawnSync('/bin/sh', ['-c', command], { env, encoding: 'utf8' });
      const indirect = run(words);
      assert.equal(OUTPUT.exec(indirect.stdout)?.[1] ?? '', direct.stdout);
      assert.equal(indirect.status, direct.status);
    });
  }

  test('with the values that it is given', () => {
    const values = {
      PLAIN: "it's \\n",
      PATTERN: 'a\\n\'${file}\' ${command:workbench.action.quit} "q" $HOME `id`\n\n',
      value: 'of the user',
    };
    const command = 'echo ===; printf "%s|%s|%s|%s" "$PLAIN" "$PATTERN" "$value" "${PORT}"';
    const made = call(command, values);
    assert.ok(!JSON.stringify([made.words, made.environment]).includes('${'), 'VS Code would replace it');
    assert.ok(
      !made.words.join(' ').includes('quit'),
      'a value, which may be a secret, is among the arguments',
    );
    const [, output] = OUTPUT.exec(run(made).stdout) ?? [];
    assert.equal(output, `${values.PLAIN}|${values.PATTERN}|of the user|5000`);
  });

  test('and is named before, with its port, in its colour', () => {
    const { stdout } = run(call('echo "${NAME:-none}"'));
    assert.equal(stdout, '\u001b[1;36mweb.1\u001b[0m port 5000: echo "${NAME:-none}"\n\nnone\n');
    assert.ok(run(call('true', { NO_COLOR: '1' })).stdout.startsWith('\u001b[1;0mweb.1'));
  });

  test('and its end is told, whatever ended it', () => {
    assert.equal(run(call('exit 7')).status, 7);
    assert.equal(run(call('kill -SEGV $$')).status, 139);
  });

  test('of Windows', () => {
    const windows = { platform: 'win32', script: 'unused' };
    assert.deepEqual(
      shellCall({ command: 'node server.js', environment: { PORT: '5000' }, colour: 'cyan' }, windows),
      {
        program: 'cmd.exe',
        words: ['/d', '/s', '/c', 'node server.js'],
        environment: { PORT: '5000' },
      },
    );
  });
});

describe('a process that is asked to end', () => {
  /** Ends in peace: a second after it was asked. */
  const PEACEFUL = `node -e "process.on('SIGTERM', () => setTimeout(() => { console.log('farewell'); process.exit(3); }, 300)); setInterval(() => {}, 1000); console.log('ready')"`;
  for (const [name, command, output, status] of [
    ['has its time, though a shell is between', `cd . && ${PEACEFUL}`, 'ready\nfarewell\n', 3],
    ['is the last of its line', `${PEACEFUL}; echo never`, 'ready\nfarewell\n', 3],
    [
      'may have a trap of its own',
      "trap 'echo mine; exit 4' TERM; echo ready; sleep 30 & wait",
      'ready\nmine\n',
      4,
    ],
    ['ends with it if it does nothing', "while :; do sh -c 'echo ready; sleep 30'; done", 'ready\n', 143],
  ] as const) {
    test(name, async () => {
      const { program, words, environment } = shellCall(
        { command: `echo ===; ${command}`, environment: { PS: 'web.1', PORT: '5000' }, colour: 'cyan' },
        { platform: 'linux', script: 'client/run-process.sh' },
      );
      const env = { PATH: process.env.PATH, ...environment };
      // As a terminal does: the leader of a group.
      const child = spawn(program, words, { env, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
      let text = '';
      child.stdout.on('data', (chunk) => {
        if (!text.includes('ready\n') && `${text}${chunk}`.includes('ready\n'))
          process.kill(-Number(child.pid), 'SIGTERM');
        text += chunk;
      });
      const code = await new Promise((resolve) => child.once('close', resolve));
      assert.equal(OUTPUT.exec(text)?.[1], output);
      assert.equal(code, status);
    });
  }
});

describe('a port of two processes', () => {
  const web = { file: 'Procfile', name: 'web.1', port: 5000 };
  const dev = { file: 'Procfile.dev', name: 'web.1', port: 5000 };

  test('is named, with the processes and their files', () => {
    assert.deepEqual(
      clashesOf([web], [dev]).map(({ port, warning }) => `${port}: ${warning}`),
      [
        '5000: web.1 and web.1 (Procfile.dev) get the same port, 5000. Stop one of them, or set PORT in the .env beside its Procfile.',
      ],
    );
  });

  test('is not named again for what runs already, and not where nobody knows it', () => {
    assert.deepEqual(clashesOf([web, dev], [{ ...web, name: 'worker.1', port: 5100 }]), []);
    const unknown = { ...web, port: undefined };
    assert.deepEqual(clashesOf([unknown, { ...unknown, name: 'worker.1' }], [dev]), []);
  });
});

describe('an end is told', () => {
  for (const [code, wasAsked, told] of [
    [0, false, 'ended with exit code 0'],
    [7, false, 'ended with exit code 7'],
    [139, false, 'ended with exit code 139 (SIGSEGV)'],
    [undefined, false, 'ended'],
    [0, true, 'stopped'],
    [143, true, 'stopped'],
    [undefined, true, 'stopped'],
    [1, true, 'ended with exit code 1'],
    [137, true, 'ended with exit code 137 (SIGKILL)'],
  ] as const) {
    test(`${code}${wasAsked ? ', asked for' : ''}`, () => assert.equal(describeEnd(code, wasAsked), told));
  }
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
  const { entries } = parseProcfile('Procfile', '# Ours\nweb: a\nempty:\nworker: b\nrelease: c\n');
  const idle: TypeState = { running: [], ended: [] };
  const runs = (name: string, port: string): TypeState['running'][number] => ({
    name,
    port,
    isStopping: false,
  });
  const shown = (states: Readonly<Record<string, TypeState>>) =>
    lensesOf(entries, (type) => states[type] ?? idle, runsOncePerRelease).map(
      ({ line, title, action, target = '' }) => `${line}: ${title} [${[action, target].join(' ').trim()}]`,
    );
  const web: TypeState = { running: [runs('web.1', '5000')], ended: [] };

  test('offer to run each process and all', () => {
    assert.deepEqual(shown({}), [
      '1: $(run-all) Run all [runAll]',
      '1: $(play) Run [run web]',
      '3: $(play) Run [run worker]',
      '4: $(play) Run [run release]',
    ]);
    assert.deepEqual(
      lensesOf([], () => idle, runsOncePerRelease),
      [],
    );
  });

  test('say what runs where, and how it ended', () => {
    const worker = { running: [], ended: [{ name: 'worker.1', how: 'ended with exit code 1' }] };
    assert.deepEqual(shown({ web, worker }), [
      '1: $(run-all) Run all [runAll]',
      '1: $(debug-stop) Stop all [stopAll]',
      '1: $(debug-restart) Restart [restart web]',
      '1: $(debug-stop) Stop [stop web]',
      '1: web.1 runs, port 5000 [show web.1]',
      '3: $(play) Run [run worker]',
      '3: ended with exit code 1 [show worker.1]',
      '4: $(play) Run [run release]',
    ]);
  });

  test('offer to restart all where everything runs but what runs once per release', () => {
    const worker: TypeState = { running: [runs('worker.1', '5100')], ended: [] };
    assert.equal(shown({ web, worker })[0], '1: $(debug-restart) Restart all [restartAll]');
  });

  test('tell instances apart, those that ended from those that run', () => {
    const worker = {
      running: [runs('worker.2', '5101')],
      ended: [{ name: 'worker.1', how: 'ended with exit code 1' }],
    };
    assert.deepEqual(shown({ worker }).slice(-3, -1), [
      '3: worker.2 runs, port 5101 [show worker.2]',
      '3: worker.1 ended with exit code 1 [show worker.1]',
    ]);
  });

  test('offer force where a process was asked to end', () => {
    const running = [{ ...runs('web.1', '5000'), isStopping: true }];
    assert.deepEqual(shown({ web: { running, ended: [] } }).slice(2, 5), [
      '1: $(debug-restart) Restart [restart web]',
      '1: $(debug-stop) Kill [stop web]',
      '1: web.1 is stopping [show web.1]',
    ]);
  });

  test('count where there are many instances', () => {
    const running = [1, 2, 3, 4, 5].map((one) => runs(`web.${one}`, `${4999 + one}`));
    assert.ok(shown({ web: { running, ended: [] } }).includes('1: 5 run [none]'));
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

  test('has a matcher that takes the line with the command for nothing', () => {
    const line = 'slow.1 port 5000: sleep 9; echo Restarting; echo It is ready';
    for (const pattern of [matcher.background.beginsPattern, matcher.background.endsPattern])
      assert.doesNotMatch(line, new RegExp(pattern));
  });
});
