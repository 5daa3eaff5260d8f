import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, test } from 'node:test';
import { bundleCommandLine, commandLine, project, twelveFactor } from './command.ts';

bundleCommandLine();

/** Ports that nothing else of the tests uses: a process that is not to listen is not disturbed either. */
const PORT = ['--port', '47100'];

type Run = {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly messages: () => string;
  /** Settles when standard output and error together show it. */
  shows(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<number | null>;
};

/** Runs `twelve-factor run` beside the test. */
function running(words: readonly string[], cwd: string): Run {
  const child = spawn(process.execPath, [commandLine(), 'run', ...PORT, ...words], {
    cwd,
    env: { PATH: process.env.PATH ?? '' },
  });
  let output = '';
  let messages = '';
  const wakes = new Set<() => void>();
  const wake = () => {
    for (const one of wakes) one();
  };
  child.stdout.on('data', (chunk) => {
    output += chunk;
    wake();
  });
  child.stderr.on('data', (chunk) => {
    messages += chunk;
    wake();
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      resolve(code);
      wake();
    });
  });
  return {
    child,
    ended,
    output: () => output,
    messages: () => messages,
    async shows(pattern) {
      for (;;) {
        const match = pattern.exec(output + messages);
        if (match) return match;
        assert.equal(child.exitCode, null, `ended without ${pattern}:\n${output}\n${messages}`);
        await new Promise<void>((resolve) => wakes.add(resolve));
      }
    },
  };
}

const lines = (text: string) => text.trimEnd().split('\n').sort();

/** Ended processes that nobody has looked after do not count. */
function isRunning(pid: string | undefined): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

describe('output', () => {
  test('of every process is prefixed with its name, of one width, and keeps its stream', () => {
    const cwd = project({ Procfile: 'web: echo one; echo two\nclock: echo three; echo four >&2\n' });
    const { exit, output, messages } = twelveFactor(['run', ...PORT], { cwd });
    assert.deepEqual(lines(output), ['clock.1 | three', 'web.1   | one', 'web.1   | two']);
    assert.match(messages, /^clock\.1 \| four$/m);
    assert.match(messages, /^web\.1 {3}\| started as process \d+ with port 47100$/m);
    assert.match(messages, /^web\.1 {3}\| ended with exit code 0$/m);
    assert.equal(exit, 0);
  });

  test('without an end of line is written when the process ends', () => {
    const cwd = project({ Procfile: "web: printf 'a\\n\\nlast'\n" });
    assert.equal(twelveFactor(['run', ...PORT], { cwd }).output, 'web.1 | a\nweb.1 | \nweb.1 | last\n');
  });

  test('comes at once, line by line', async () => {
    const cwd = project({ Procfile: 'web: echo ready; sleep 30\n' });
    const run = running([], cwd);
    await run.shows(/^web\.1 \| ready$/m);
    run.child.kill('SIGTERM');
    await run.ended;
  });

  test('of bytes that are no text passes as it is', async () => {
    const cwd = project({ Procfile: "web: printf '\\377\\000\\200\\r\\n\\376'\n" });
    const collect = async (words: readonly string[]) => {
      const child = spawn(process.execPath, [commandLine(), 'run', ...PORT, ...words], { cwd });
      const chunks: Buffer[] = [];
      for await (const chunk of child.stdout) chunks.push(chunk);
      return Buffer.concat(chunks).toString('latin1');
    };
    assert.equal(await collect([]), 'web.1 | \xff\x00\x80\r\nweb.1 | \xfe\n');
    assert.equal(await collect(['--no-prefix']), '\xff\x00\x80\r\n\xfe');
  });

  test('of many megabytes arrives whole', () => {
    const cwd = project({ Procfile: 'web: yes 0123456789 | head -n 400000\n' });
    const { output } = twelveFactor(['run', ...PORT], { cwd });
    assert.equal(output.length, 400_000 * 'web.1 | 0123456789\n'.length);
  });

  test('of a line without end is broken after a megabyte, and nothing is lost', () => {
    const cwd = project({ Procfile: "web: head -c 2500000 /dev/zero | tr '\\000' x\n" });
    const { output } = twelveFactor(['run', ...PORT], { cwd });
    const parts = output.trimEnd().split('\n');
    assert.equal(parts.length, 3);
    assert.equal(parts.map((part) => part.replace('web.1 | ', '')).join('').length, 2_500_000);
  });

  test('that nobody reads any more ends the processes', async () => {
    const cwd = project({ Procfile: 'web: echo ready $$; while :; do echo more; sleep 0.05; done\n' });
    const run = running([], cwd);
    const [, pid] = await run.shows(/ready (\d+)\n/);
    run.child.stdout?.destroy();
    await new Promise((resolve) => run.child.once('exit', resolve));
    const end = Date.now() + 5000;
    while (isRunning(pid) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(!isRunning(pid), 'it lives');
  });

  test('has colour where it is wanted', () => {
    const cwd = project({ Procfile: 'web: echo one\n' });
    const { output } = twelveFactor(['run', ...PORT], { cwd, env: { FORCE_COLOR: '1' } });
    assert.equal(output, '\u001b[36mweb.1 |\u001b[39m one\n');
    const plain = twelveFactor(['run', ...PORT], { cwd, env: { NO_COLOR: '1' } });
    assert.equal(plain.output, 'web.1 | one\n');
  });

  test('has the colour of its place in the file, whichever others run', () => {
    const cwd = project({ Procfile: 'web: echo one\nworker: echo two\n' });
    const { output } = twelveFactor(['run', ...PORT, 'worker'], { cwd, env: { FORCE_COLOR: '1' } });
    assert.equal(output, '\u001b[33mworker.1 |\u001b[39m two\n');
  });

  test('of Python is not kept back, unless the environment wants it', () => {
    const cwd = project({ Procfile: 'web: echo "[$PYTHONUNBUFFERED]"\n' });
    const shown = (env: Readonly<Record<string, string>>) =>
      twelveFactor(['run', ...PORT], { cwd, env }).output;
    assert.equal(shown({}), 'web.1 | [1]\n');
    assert.equal(shown({ PYTHONUNBUFFERED: '' }), 'web.1 | []\n');
  });
});

describe('the exit status', () => {
  test('is that of the first failure, which ends the others', () => {
    const cwd = project({ Procfile: 'web: sleep 0.2; exit 7\nworker: sleep 30; exit 3\n' });
    const { exit, messages } = twelveFactor(['run', ...PORT], { cwd });
    assert.equal(exit, 7);
    assert.match(messages, /^web\.1 {4}\| ended with exit code 7$/m);
    assert.match(messages, /^one process failed: ending the others$/m);
    assert.match(messages, /^worker\.1 \| ended with exit code 143 \(SIGTERM\)$/m);
  });

  test('is 128 + n if signal n ended a process', () => {
    const cwd = project({ Procfile: 'web: kill -9 $$\n' });
    assert.equal(twelveFactor(['run', ...PORT], { cwd }).exit, 137);
  });

  test('is 0 if every process ended well; one does not end the others', () => {
    const cwd = project({ Procfile: 'web: exit 0\nworker: sleep 0.3; echo done\n' });
    const { exit, output } = twelveFactor(['run', ...PORT], { cwd });
    assert.equal(output, 'worker.1 | done\n');
    assert.equal(exit, 0);
  });

  test('is 127 for a command that does not exist', () => {
    const cwd = project({ Procfile: 'web: no-such-command-at-all\n' });
    assert.equal(twelveFactor(['run', ...PORT], { cwd }).exit, 127);
  });
});

describe('a signal', () => {
  for (const [signal, exit] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGQUIT', 131],
  ] as const) {
    test(`${signal} reaches every process as SIGTERM, and they may take their time`, async () => {
      const cwd = project({
        Procfile:
          "web: trap 'sleep 0.3; echo farewell; exit 0' TERM; echo ready; while :; do sleep 0.05; done\n",
      });
      const run = running([], cwd);
      await run.shows(/ready/);
      run.child.kill(signal);
      assert.equal(await run.ended, exit);
      assert.match(run.output(), /^web\.1 \| farewell$/m);
      assert.match(run.messages(), new RegExp(`^${signal}: ending all processes$`, 'm'));
    });
  }

  test('leaves a command its time though a shell waits for it, and its exit code is told', async () => {
    const program =
      "process.on('SIGTERM', () => setTimeout(() => { console.log('farewell'); process.exit(4); }, 300)); setInterval(() => {}, 1000); console.log('ready')";
    const cwd = project({ Procfile: `web: cd . && node -e "${program}"; echo never\n` });
    const run = running([], cwd);
    await run.shows(/ready/);
    run.child.kill('SIGTERM');
    assert.equal(await run.ended, 143);
    assert.equal(run.output(), 'web.1 | ready\nweb.1 | farewell\n');
    assert.match(run.messages(), /^web\.1 \| ended with exit code 4$/m);
  });

  test('reaches what a process started', async () => {
    const cwd = project({ Procfile: 'web: sleep 300 & echo child $!; wait\n' });
    const run = running([], cwd);
    const [, child] = await run.shows(/child (\d+)\n/);
    assert.ok(isRunning(child));
    run.child.kill('SIGTERM');
    await run.ended;
    assert.ok(!isRunning(child), 'the grandchild lives');
  });

  test('is followed by SIGKILL after the timeout', async () => {
    const cwd = project({ Procfile: "web: trap '' TERM; echo ready $$; while :; do sleep 0.05; done\n" });
    const run = running(['--timeout', '0.4'], cwd);
    const [, pid] = await run.shows(/ready (\d+)\n/);
    const before = Date.now();
    run.child.kill('SIGTERM');
    assert.equal(await run.ended, 143);
    assert.ok(Date.now() - before >= 400, 'it was killed too early');
    assert.match(run.messages(), /^killing web\.1: not ended within 0\.4 s of SIGTERM$/m);
    assert.match(run.messages(), /^web\.1 \| ended with exit code 137 \(SIGKILL\)$/m);
    assert.ok(!isRunning(pid));
  });

  test('that comes twice does not wait', async () => {
    const cwd = project({ Procfile: "web: trap '' TERM; echo ready; while :; do sleep 0.05; done\n" });
    const run = running(['--timeout', '60'], cwd);
    await run.shows(/ready/);
    run.child.kill('SIGINT');
    await run.shows(/ending all processes/);
    run.child.kill('SIGINT');
    assert.equal(await run.ended, 130);
  });
});

test('processes that a process leaves behind are ended with the last one', async () => {
  const cwd = project({ Procfile: 'web: sleep 300 & echo child $!\n' });
  const run = running([], cwd);
  const [, child] = await run.shows(/child (\d+)\n/);
  assert.equal(await run.ended, 0);
  assert.ok(!isRunning(child), 'it lives');
});

describe('a process', () => {
  test('gets the port of its place in the file, its name, and the values of .env', () => {
    const cwd = project({
      Procfile: 'web: echo $PORT $PS $GREETING\nworker: echo $PORT $PS\nrelease: echo never\n',
      '.env': 'GREETING=hello\n',
    });
    const words = ['run', ...PORT, '--formation', 'web=1,worker=2'];
    assert.deepEqual(lines(twelveFactor(words, { cwd }).output), [
      'web.1    | 47100 web.1 hello',
      'worker.1 | 47200 worker.1',
      'worker.2 | 47201 worker.2',
    ]);
    assert.deepEqual(lines(twelveFactor(['run', ...PORT, 'worker'], { cwd }).output), [
      'worker.1 | 47200 worker.1',
    ]);
  });

  test('gets the real environment before any file, and PORT from the file', () => {
    const cwd = project({ Procfile: 'web: echo $PORT $NAME\n', '.env': 'PORT=47300\nNAME=file\n' });
    assert.equal(
      twelveFactor(['run'], { cwd, env: { NAME: 'real', PORT: '1' } }).output,
      'web.1 | 47300 real\n',
    );
  });

  test('gets the named files, later ones over earlier ones, as their dialect reads them', () => {
    const cwd = project({
      Procfile: 'web: echo "$A $B"\n',
      '.env': 'A=no\n',
      one: "A=one\nB='quoted' # comment\n",
      two: 'A=two\n',
    });
    const words = ['run', ...PORT, '--env', 'one', '--env', 'two'];
    assert.equal(twelveFactor([...words, '--dialect', 'dotenv'], { cwd }).output, 'web.1 | two quoted\n');
    assert.equal(
      twelveFactor([...words, '--dialect', 'docker'], { cwd }).output,
      "web.1 | two 'quoted' # comment\n",
    );
  });

  test('never gets what a command in .env would print, and no value is shown', () => {
    const cwd = project({
      Procfile: 'web: echo "[$TOKEN]"\n',
      '.env': 'TOKEN=$(touch ran; echo not-a-real-token)\nPASSWORD=not-a-real-password\n',
    });
    const { output, messages } = twelveFactor(['run', ...PORT, '--dialect', 'ruby-dotenv'], { cwd });
    assert.equal(output, 'web.1 | []\n');
    assert.match(messages, /^warning: \.env: TOKEN comes from a command, which is not run\./m);
    assert.doesNotMatch(messages, /not-a-real/);
    assert.ok(!existsSync(path.join(cwd, 'ran')), 'the command was run');
  });

  test('runs in the folder of its Procfile, with the .env there', () => {
    const root = project({ 'app/Procfile.dev': 'web: ls; echo $NAME\n', 'app/.env': 'NAME=app\n' });
    const { output } = twelveFactor(['run', ...PORT, '--procfile', 'app/Procfile.dev'], { cwd: root });
    assert.deepEqual(lines(output), ['web.1 | Procfile.dev', 'web.1 | app']);
  });
});

test('a port that is taken is named, with what to do', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  const cwd = project({ Procfile: 'web: echo $PORT\n' });
  const run = running(['--port', String(address.port)], cwd);
  assert.equal(await run.ended, 0);
  server.close();
  assert.match(
    run.messages(),
    new RegExp(`^warning: Port ${address.port} of web\\.1 is in use: .*choose another first port\\.$`, 'm'),
  );
});

describe('wrong usage exits with 2 and says what to do', () => {
  const files = { 'Procfile.dev': 'web: echo hello\n', Twice: 'web: a\nweb: b\n' };
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['no Procfile', [], /There is no file Procfile\. Did you mean --procfile Procfile\.dev\?/],
    [
      'a process that does not exist',
      ['-f', 'Procfile.dev', 'wbe'],
      /no process 'wbe'\. Did you mean 'web'\?/,
    ],
    ['a formation that is none', ['-m', 'web'], /Write web=1,worker=2/],
    ['a port that is none', ['-f', 'Procfile.dev', '-p', 'http'], /The given port is no port/],
    ['a time that is none', ['-t', 'soon'], /number of seconds/],
    ['a dialect with a typing error', ['--dialect', 'dotnev'], /Did you mean 'dotenv'\?/],
    [
      'a dotenv file that does not exist',
      ['-f', 'Procfile.dev', '-e', 'no'],
      /no file no, which --env names/,
    ],
    ['a name twice', ['-f', 'Twice'], /Twice names 'web' twice, in lines 1 and 2/],
  ];
  for (const [name, words, expected] of cases) {
    test(name, () => {
      const { exit, output, messages } = twelveFactor(['run', ...words], { cwd: project(files) });
      assert.match(messages, expected);
      assert.equal(output, '');
      assert.equal(exit, 2);
    });
  }
});

test('its help fits a screen of 24 lines and 80 columns', () => {
  const { exit, output } = twelveFactor(['run', '--help'], { env: { COLUMNS: '80' } });
  assert.equal(exit, 0);
  assert.ok(output.trimEnd().split('\n').length <= 24, output);
});
