import { type Command, InvalidArgumentError } from 'commander';
import { DOTENV_DIALECTS, type DotenvDialect } from '../formats/dotenv/evaluate.ts';
import { parseProcfile } from '../formats/procfile.ts';
import { type DotenvFile, type DotenvValues, dialectOf, readDotenvFiles } from '../workspace/dotenv-files.ts';
import {
  addedEnvironment,
  basePortOf,
  describeTakenPort,
  type Formation,
  type FormationProblem,
  type ProcessPlan,
  parseFormation,
  planProcesses,
  portClashes,
} from '../workspace/formation.ts';
import { messageOf, UsageError } from './failure.ts';
import { choice } from './options.ts';
import type { ProcessEnd, StopSignal } from './processes.ts';
import { type Supervised, supervise } from './supervise.ts';
import type { System } from './system.ts';
import { styleFor } from './terminal.ts';

type RunOptions = {
  readonly procfile: string;
  readonly env?: readonly string[];
  readonly dialect?: DotenvDialect;
  readonly formation?: Formation;
  readonly port?: string;
  /** Seconds. */
  readonly timeout: number;
  readonly prefix: boolean;
};

/** As foreman and honcho. */
const DEFAULT_TIMEOUT_S = 5;
/** As honcho: without, Python keeps what it writes to a pipe until it has 8 KiB. */
const UNBUFFERED = { PYTHONUNBUFFERED: '1' };

const EXITS = `
Exit status: 0 if every process ended well; else that of the first that failed, 128 + n if
signal n ended it. Processes are ended with SIGTERM, after the timeout with SIGKILL.`;

/** Adds `run`; `end` gets the exit status. */
export function addRun(program: Command, system: System, end: (status: number) => void): void {
  const command = program
    .command('run')
    .summary('run the processes of a Procfile')
    .description('Runs the processes of a Procfile, by default all but release, each with a PORT of its own.')
    .argument('[process...]', 'process types')
    .option('-f, --procfile <file>', 'the Procfile; its folder is that of the processes', 'Procfile')
    .option('-e, --env <file>', 'dotenv file, may be repeated (default: .env)', collect)
    .option('--dialect <name>', 'how dotenv files are read (default: as the project does)', dialect)
    .option('-m, --formation <counts>', 'instances: web=1,worker=2 or all=1', readFormation)
    .option('-p, --port <port>', 'first port (default: PORT in .env, or 5000)')
    .option('-t, --timeout <seconds>', 'between SIGTERM and SIGKILL', readSeconds, DEFAULT_TIMEOUT_S)
    .option('--no-prefix', 'pass output on as it is')
    .addHelpText('after', EXITS)
    .showHelpAfterError("'twelve-factor run --help' lists the options.")
    .action(async (types: string[], options: RunOptions) => {
      end(await runFormation(types, options, system));
    });
  command.configureHelp({ ...program.configureHelp() });
}

const dialect = choice(DOTENV_DIALECTS);

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

function readFormation(value: string): Formation {
  const formation = parseFormation(value);
  if ('problem' in formation) throw new InvalidArgumentError(formation.problem);
  return formation;
}

function readSeconds(value: string): number {
  const seconds = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (seconds <= 3600) return seconds;
  throw new InvalidArgumentError('Use a number of seconds from 0 to 3600.');
}

async function runFormation(types: readonly string[], options: RunOptions, system: System): Promise<number> {
  const { environment, messages, processes } = system;
  const procfile = system.resolve(options.procfile);
  const folder = procfile.slice(0, procfile.lastIndexOf('/')) || '/';
  const document = parseProcfile(options.procfile, readProcfile(procfile, options.procfile, system));
  const { values: fileValues, notes } = readEnvironmentFiles(folder, options, system);
  const values = new Map([...Object.entries(UNBUFFERED), ...fileValues]);
  const basePort = expected(basePortOf(options.port, values, environment));
  const plans = expected(planProcesses(document, { types, formation: options.formation, basePort }));

  for (const note of notes) messages.write(`warning: ${note}\n`);
  for (const { port, names } of portClashes(plans))
    messages.write(`warning: ${names.join(' and ')} get the same port, ${port}.\n`);
  for (const { name, port } of plans)
    if (await processes.isPortTaken(port)) messages.write(`warning: ${describeTakenPort(name, port)}\n`);

  const label = labels(plans, system);
  const say = (name: string, text: string) => messages.write(label('messages', name) + text);
  const supervised = plans.map((plan): Supervised => {
    const process = processes.start({
      command: plan.command,
      folder,
      environment: addedEnvironment(plan, values, environment),
      prefix: options.prefix ? label('output', plan.name) : undefined,
    });
    if (process.pid !== undefined)
      say(plan.name, `started as process ${process.pid} with port ${plan.port}\n`);
    return { name: plan.name, process };
  });
  return supervise(supervised, processes, options.timeout * 1000, {
    onEnd: (name, end) => say(name, `${describeEnd(end)}\n`),
    onStop: (cause) => messages.write(`${describeStop(cause)}\n`),
    onKill: (names) =>
      messages.write(`killing ${names.join(', ')}: not ended within ${options.timeout} s of SIGTERM\n`),
  });
}

/** Throws UsageError. */
function expected<Value>(result: Value | FormationProblem): Value {
  if (typeof result === 'object' && result !== null && 'problem' in result)
    throw new UsageError(result.problem);
  return result as Value;
}

function readProcfile(path: string, name: string, system: System): string {
  if (system.kindOf(path) === 'file') return readFile(path, name, system);
  const other = system.kindOf(`${path}.dev`) === 'file' ? ` Did you mean --procfile ${name}.dev?` : '';
  throw new UsageError(`There is no file ${name}.${other || ' Name it with --procfile.'}`);
}

function readFile(path: string, name: string, system: System): string {
  try {
    return system.readText(path);
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${messageOf(error)}`);
  }
}

function readEnvironmentFiles(folder: string, options: RunOptions, system: System): DotenvValues {
  const read = (name: string) => {
    const path = `${folder}/${name}`;
    return system.kindOf(path) === 'file' ? system.readText(path) : undefined;
  };
  // That which nobody asked for may be absent.
  const wanted = options.env ?? (system.kindOf(`${folder}/.env`) === 'file' ? [`${folder}/.env`] : []);
  const files = wanted.map((name): DotenvFile => {
    const path = system.resolve(name);
    if (system.kindOf(path) !== 'file') throw new UsageError(`There is no file ${name}, which --env names.`);
    const place = system.relative(folder, path);
    const dialect = options.dialect ?? dialectOf(place, read);
    return { path: place, text: readFile(path, name, system), dialect };
  });
  return readDotenvFiles(files, system.environment);
}

/** What stands before lines of a process: its name in its colour, all of one width. */
function labels(plans: readonly ProcessPlan[], system: System) {
  const width = Math.max(...plans.map(({ name }) => name.length));
  const colours = new Map(plans.map(({ name, colour }) => [name, colour]));
  return (stream: 'output' | 'messages', name: string): string => {
    const style = styleFor(system[stream], system.environment);
    return `${style(colours.get(name) ?? 'bold', `${name.padEnd(width)} |`)} `;
  };
}

function describeEnd({ status, signal, failure }: ProcessEnd): string {
  if (failure !== undefined) return `could not be started: ${failure}`;
  return `ended with exit code ${status}${signal === undefined ? '' : ` (${signal})`}`;
}

function describeStop(cause: StopSignal | 'failure'): string {
  return cause === 'failure' ? 'one process failed: ending the others' : `${cause}: ending all processes`;
}
