import {
  type CodeLens,
  commands,
  env,
  type TaskEndEvent,
  tasks,
  UIKind,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { fileUri } from './editor.ts';
import { assert, assertEqual, eventually } from './expect.ts';

/** Whether extensions run in Node, be it on the desktop or in a remote window: elsewhere nothing can be started. */
export const RUNS_IN_NODE = env.uiKind === UIKind.Desktop || env.remoteName !== undefined;

const FOLDER = 'running';

/** Each writes what it sees into a file that is called as it is. */
const FILES: Readonly<Record<string, string>> = {
  Procfile: [
    'web: echo "$PORT $GREETING ${HOME:+home} ${NONE:-none} $(test -t 0 && test -t 2 && echo terminal) $$" > $PS; echo Listening on $PORT; exec sleep 300',
    `worker: trap '' TERM; (trap '' TERM HUP; exec sleep 300) & echo "$PORT $!" > $PS; echo ready; while :; do sleep 1; done`,
    `peaceful: cd . && sh -c 'trap "sleep 1; echo ended > farewell; exit 3" TERM; echo $PORT > $PS; while :; do sleep 0.1; done'`,
    'release: echo released > $PS',
    'failing: exit 7',
    'crashing: sh -c "kill -SEGV \\$\\$"; exit $?',
    '',
  ].join('\n'),
  'package.json': '{ "dependencies": { "dotenv": "17.0.0" } }\n',
  '.env': 'GREETING="hello" # of a dialect\nHOME=/nowhere\nPORT=47200\n',
};

const TASKS = {
  version: '2.0.0',
  tasks: [
    { label: 'slow', type: 'procfile', process: 'slow', file: `${FOLDER}/Procfile.slow` },
    {
      label: 'after',
      type: 'process',
      command: 'cp',
      args: [`${FOLDER}/began`, `${FOLDER}/copied`],
      dependsOn: ['slow'],
      problemMatcher: [],
    },
    { label: 'wrong', type: 'procfile', process: 'wbe', file: `${FOLDER}/Procfile` },
  ],
};

const CASES: Readonly<Record<string, () => Promise<void>>> = {
  'runs processes of a Procfile in terminals of their own, with the ports and the values of .env':
    async () => {
      for (const [name, text] of Object.entries(FILES)) await write(name, text);
      await run('web', 'worker');
      const { HOME: home } = process.env;
      assert(home !== undefined && home !== '/nowhere', 'The environment was overridden');
      assertEqual(
        (await words('web.1')).slice(0, 5),
        ['47200', 'hello', 'home', 'none', 'terminal'],
        'web.1',
      );
      assertEqual((await words('worker.1'))[0], '47300', 'The port of worker.1');
      const titles = await eventually('the lenses tell', async () => {
        const now = await lenses();
        return now.includes('worker.1 runs, port 47300') && now;
      });
      assert(titles.includes('web.1 runs, port 47200'), titles.join(' | '));
      const named = window.terminals.map(({ name }) => name);
      assert(named.includes(`web.1 (${FOLDER}/Procfile)`), `Terminals: ${named.join(', ')}`);
      assert(!(await exists('release.1')), 'What runs once per release was started');
    },

  'restarts one process and leaves the others alone': async () => {
    const [before, other] = [(await words('web.1'))[5], await words('worker.1')];
    await commands.executeCommand('twelveFactor.restartProcess', procfile(), ['web']);
    await eventually('web.1 is another', async () => (await words('web.1'))[5] !== before);
    assert(!(await isAlive(before)), 'The first one lives');
    assertEqual(await words('worker.1'), other, 'worker.1');
    await eventually('it runs', async () => (await lenses()).includes('web.1 runs, port 47200'));
  },

  'ends processes and what they started, by force where they do not want to': async () => {
    const [pid, grandchild] = [(await words('web.1'))[5], (await words('worker.1'))[1]];
    const stopped = commands.executeCommand('twelveFactor.stopProcess', procfile(), []);
    await eventually('force is offered', async () => (await lenses()).includes('$(debug-stop) Kill'));
    assert(await isAlive(grandchild), 'It got no time');
    await stopped;
    assert(!(await isAlive(pid)), 'web.1 lives');
    assert(!(await isAlive(grandchild)), 'The grandchild lives');
    const titles = await lenses();
    assert(titles.includes('stopped'), titles.join(' | '));
    assert(titles.includes('ended with exit code 137 (SIGKILL)'), titles.join(' | '));
  },

  'stops what is still about to start': async () => {
    const asked = run('web', 'worker');
    await eventually('something starts', async () => tasks.taskExecutions.length > 0);
    await commands.executeCommand('twelveFactor.stopAllProcesses');
    await asked;
    await eventually('nothing is left', async () => tasks.taskExecutions.length === 0);
  },

  'gives a process time to end in peace, though a shell is between': async () => {
    await run('peaceful');
    await words('peaceful.1');
    await commands.executeCommand('twelveFactor.stopAllProcesses');
    assertEqual(await words('farewell'), ['ended'], 'What it says at the end');
    await eventually('the exit code is told', async () =>
      (await lenses()).includes('ended with exit code 3'),
    );
  },

  'tells how processes ended, also by a signal': async () => {
    await run('failing', 'crashing');
    await eventually('both codes are told', async () => {
      const titles = await lenses();
      return (
        titles.includes('ended with exit code 7') && titles.includes('ended with exit code 139 (SIGSEGV)')
      );
    });
  },

  'says what is wrong with a wish, and starts nothing': async () => {
    const said = await commands.executeCommand<string>('twelveFactor.runProcfile', procfile(), ['wbe']);
    assert(/no process 'wbe'\. Did you mean 'web'\?/.test(said), `It said: ${said}`);
    assertEqual(tasks.taskExecutions.length, 0, 'What runs');
  },

  'offers its tasks, and waits for those of tasks.json to be ready': async () => {
    const names = (await tasks.fetchTasks({ type: 'procfile' })).map(({ name }) => name);
    assert(names.includes(`worker.1 (${FOLDER}/Procfile)`), `Tasks: ${names.join(', ')}`);
    await write('Procfile.slow', 'slow: sleep 1; echo begun > began; echo It is ready; sleep 300\n');
    await workspace.fs.writeFile(fileUri('.vscode/tasks.json'), Buffer.from(JSON.stringify(TASKS)));
    await execute('after');
    assertEqual(await words('copied'), ['begun'], 'What was there when the second began');
    await commands.executeCommand('twelveFactor.stopAllProcesses');
  },

  'fails in a task that cannot be made, and says why only when it is run': async () => {
    const ended = new Promise<number | undefined>((resolve) => {
      const listener = tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.name !== 'wrong') return;
        listener.dispose();
        resolve(exitCode);
      });
    });
    await execute('wrong');
    assertEqual(await ended, 1, 'The exit code');
    await workspace.fs.delete(fileUri('.vscode/tasks.json'));
    await workspace.fs.delete(fileUri(FOLDER), { recursive: true });
  },
};

/** About running processes, where that is possible. In this order. */
export const runningCases = RUNS_IN_NODE ? CASES : {};

function procfile(): Uri {
  return fileUri(`${FOLDER}/Procfile`);
}

async function run(...types: readonly string[]): Promise<void> {
  const said = await commands.executeCommand<string>('twelveFactor.runProcfile', procfile(), types);
  assertEqual(said, undefined as unknown as string, 'What it said');
}

/** Runs a task by its name and waits until it ended. */
async function execute(name: string): Promise<void> {
  const task = await eventually(`there is a task ${name}`, async () =>
    (await tasks.fetchTasks()).find((one) => one.name === name),
  );
  const ended = new Promise<TaskEndEvent>((resolve) => {
    const listener = tasks.onDidEndTask((event) => {
      if (event.execution.task.name !== name) return;
      listener.dispose();
      resolve(event);
    });
  });
  await tasks.executeTask(task);
  await ended;
}

async function write(name: string, text: string): Promise<void> {
  await workspace.fs.writeFile(fileUri(`${FOLDER}/${name}`), Buffer.from(text));
}

async function exists(name: string): Promise<boolean> {
  return workspace.fs.stat(fileUri(`${FOLDER}/${name}`)).then(
    () => true,
    () => false,
  );
}

/** What a process has written, when it has. */
function words(name: string): Promise<readonly string[]> {
  return eventually(`${name} writes`, async () => {
    if (!(await exists(name))) return undefined;
    const text = Buffer.from(await workspace.fs.readFile(fileUri(`${FOLDER}/${name}`))).toString();
    return text.endsWith('\n') && text.trim().split(/\s+/);
  });
}

async function lenses(): Promise<readonly string[]> {
  await workspace.openTextDocument(procfile());
  const found = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', procfile());
  return found.map(({ command }) => command?.title ?? '');
}

/** Ended processes that nobody has looked after do not count. */
async function isAlive(pid: string | undefined): Promise<boolean> {
  const { spawnSync } = await import('node:child_process');
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}
