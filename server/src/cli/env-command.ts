import type { Command } from 'commander';
import { createAnalyzer } from '../engine/analysis.ts';
import { updateTemplate } from '../formats/variables/template.ts';
import { createGrammars } from '../languages/syntax.ts';
import { OBSERVERS } from '../rules/index.ts';
import { run } from '../workspace/task.ts';
import { createVariables } from '../workspace/variables.ts';
import { exampleOf } from '../workspace/variables-example.ts';
import { variablesMarkdown } from '../workspace/variables-markdown.ts';
import { type ReportedProject, reportVariables } from '../workspace/variables-report.ts';
import { printEnvText } from './env-text.ts';
import { EXIT, type ExitCode, messageOf } from './failure.ts';
import { choice } from './options.ts';
import { folderNamed } from './run-check.ts';
import { type ScannedFolder, scanFolder } from './scan.ts';
import type { System } from './system.ts';
import { styleFor } from './terminal.ts';
import { printable } from './text-width.ts';

const FORMATS = ['text', 'json', 'markdown'] as const;

/** Raised when a reader of the document would have to change. */
const VERSION = 1;

type EnvOptions = { readonly format: (typeof FORMATS)[number]; readonly writeExample?: true };

/** Adds `env`; `end` gets the exit status. */
export function addEnv(program: Command, system: System, end: (status: number) => void): void {
  const command = program
    .command('env')
    .summary('list the variables of the environment')
    .description('Lists the variables that the application reads: where they are declared, given and read.')
    .argument('[folder]', 'folder of an application', '.')
    .option('-f, --format <format>', FORMATS.join(', '), choice(FORMATS), 'text')
    .option('--write-example', 'add what is missing to .env.example, or to the template that is there')
    .showHelpAfterError("'twelve-factor env --help' lists the options.")
    .action(async (folder: string, options: EnvOptions) => {
      end(await runEnv(folder, options, system));
    });
  command.configureHelp({ ...program.configureHelp() });
}

async function runEnv(name: string, options: EnvOptions, system: System): Promise<ExitCode> {
  const grammars = createGrammars(system.readAsset);
  const engine = { rules: [], grammars, analyzer: createAnalyzer(grammars, [], OBSERVERS) };
  const scanned = await scanFolder(engine, system, folderNamed(name, system), {});
  const isWritten = options.writeExample ? await writeTemplates(scanned, system) : true;
  system.output.write(printed(scanned, options.format, system));
  scanned.folder.dispose();
  return isWritten ? EXIT.clean : EXIT.failure;
}

function printed(scanned: ScannedFolder, format: EnvOptions['format'], system: System): string {
  const projects = projectsOf(scanned);
  switch (format) {
    case 'text':
      return printEnvText(projects, styleFor(system.output, system.environment));
    case 'json':
      return `${JSON.stringify({ version: VERSION, root: scanned.root, projects })}\n`;
    case 'markdown':
      return variablesMarkdown(projects);
  }
}

function projectsOf({ folder: { workspace } }: ScannedFolder): readonly ReportedProject[] {
  return reportVariables(createVariables(workspace), workspace);
}

/** Adds to each project's template what its code reads. False if one could not be written. */
async function writeTemplates(scanned: ScannedFolder, system: System): Promise<boolean> {
  const { folder, disk } = scanned;
  let isWritten = true;
  for (const project of projectsOf(scanned)) {
    const { path, entries } = exampleOf(project);
    if (entries.length === 0) continue;
    const target = disk.target(path);
    try {
      if (target.kind === 'refused') throw new Error(target.reason);
      const before = target.kind === 'text' ? target.text : undefined;
      const { text, added } = updateTemplate(before ?? '', entries);
      if (added.length > 0) disk.write(path, before, text);
      say(system, added.length > 0 ? `Added to ${path}: ${added.join(', ')}` : `${path} names all variables`);
      await run(folder.refresh([path]));
    } catch (error) {
      say(system, `error: ${path} was not written: ${messageOf(error)}`);
      isWritten = false;
    }
  }
  return isWritten;
}

function say(system: System, line: string): void {
  system.messages.write(`${printable(line)}\n`);
}
