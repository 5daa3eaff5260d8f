import { Command, CommanderError } from 'commander';
import { version } from '../../../package.json';
import { CONFIDENCES } from '../model/finding.ts';
import { addEnv } from './env-command.ts';
import { EXIT, UsageError } from './failure.ts';
import { type CheckOptions, choice, FORMATS, readFactors, readRules, THRESHOLDS } from './options.ts';
import { explainRule, listRules } from './rules-listing.ts';
import { runCheck } from './run-check.ts';
import { addRun } from './run-command.ts';
import type { System } from './system.ts';
import { columnsOf, styleFor } from './terminal.ts';

const EXITS = `
Exit status: 0 nothing at or above --fail-on, 1 something, 2 wrong usage or configuration,
3 something could not be analysed or written.`;

/**
 * Does what the arguments say.
 *
 * @param words without the names of the runtime and the script
 * @returns the exit status: one of `EXIT`, but from `run` that of a process
 */
export async function runCommandLine(words: readonly string[], system: System): Promise<number> {
  let exit: number = EXIT.clean;
  const program = createProgram(system, (code) => {
    exit = code;
  });
  try {
    const [first = ''] = words;
    if (!program.commands.some((command) => command.name() === first) && isFolder(first, system)) {
      throw new UsageError(
        `There is no command '${first}'. To check that folder, use 'twelve-factor check ${first}'.`,
      );
    }
    await program.parseAsync(words, { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
    if (!(error instanceof UsageError)) throw error;
    system.messages.write(`error: ${error.message}\n`);
    return EXIT.usage;
  }
}

function isFolder(word: string, system: System): boolean {
  return word !== '' && !word.startsWith('-') && system.kindOf(system.resolve(word)) === 'folder';
}

function createProgram(system: System, end: (code: number) => void): Command {
  const { output, messages, environment } = system;
  const program = new Command('twelve-factor')
    .description('Finds what breaks the Twelve-Factor methodology in an application, and mends it.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .helpCommand(false)
    .configureOutput({
      writeOut: output.write,
      writeErr: messages.write,
      getOutHelpWidth: () => columnsOf(output),
      getErrHelpWidth: () => columnsOf(messages),
    })
    .configureHelp({ styleTitle: (title) => styleFor(output, environment)('bold', title) })
    .exitOverride();

  addCheck(program, system, end);
  addRun(program, system, end);
  addEnv(program, system, end);
  program
    .command('rules')
    .description('list the rules')
    .action(() => output.write(listRules(styleFor(output, environment), columnsOf(output))));
  program
    .command('explain')
    .description('say what a rule asks for')
    .argument('<rule>', 'its id, as findings show it')
    .action((rule: string) =>
      output.write(explainRule(rule, styleFor(output, environment), columnsOf(output))),
    );
  program
    .command('lsp')
    .description('serve an editor over LSP')
    .option('--stdio', 'on standard input and output')
    .option('--socket <port>', 'on a port of this machine')
    .option('--node-ipc', 'on the channel to a parent process')
    .option('--clientProcessId <id>', 'end with this process')
    .action(() => system.serveLanguageServer());
  return program;
}

function addCheck(program: Command, system: System, end: (code: number) => void): void {
  const command = program
    .command('check')
    .summary('find problems and keep score')
    .description('Prints what breaks the methodology in the folders, by default this one, and the scorecard.')
    .argument('[folder...]', 'folders of applications')
    .option('-f, --format <format>', `${FORMATS.join(', ')}`, choice(FORMATS), 'text')
    .option('-o, --output <file>', 'write the report to a file')
    .option(
      '--fail-on <severity>',
      `lowest that fails: ${THRESHOLDS.join(', ')}`,
      choice(THRESHOLDS),
      'error',
    )
    .option(
      '--min-confidence <level>',
      `lowest that is shown: ${CONFIDENCES.join(', ')}`,
      choice(CONFIDENCES),
    )
    .option('--rule <ids>', 'only these rules: logs/log-file,config/*', readRules)
    .option('--factor <names>', 'only these factors: III,logs', readFactors)
    .option('--baseline <file>', 'leave out what this file knows')
    .option('--write-baseline [file]', 'write what is found to a baseline')
    .option('--fix', 'make the fixes that are safe')
    .option('--fix-suggested', 'make the suggested ones, too')
    .option('--dry-run', 'print fixes as a diff, write nothing')
    .addHelpText('after', EXITS)
    .showHelpAfterError("'twelve-factor check --help' lists the options.")
    .action(async (folders: string[], options: CheckOptions) => {
      refuseContradictions(options);
      end(await runCheck(folders, options, system));
    });
  command.configureHelp({ ...program.configureHelp() });
}

function refuseContradictions({ dryRun, format, output, writeBaseline }: CheckOptions): void {
  if (!dryRun) return;
  if (writeBaseline !== undefined) {
    throw new UsageError('--dry-run writes nothing, so leave out --write-baseline.');
  }
  if (format !== 'text' || output !== undefined) {
    throw new UsageError('--dry-run prints a diff instead of a report, so leave out --format and --output.');
  }
}
