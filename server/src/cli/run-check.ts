import { createAnalyzer } from '../engine/analysis.ts';
import { createGrammars } from '../languages/syntax.ts';
import { OBSERVERS, RULES } from '../rules/index.ts';
import type { Engine } from '../workspace/folder.ts';
import { type AssemblyContext, assembleReport } from './assembling.ts';
import { EXIT, type ExitCode, messageOf, UsageError } from './failure.ts';
import { fixAll, writeFixes } from './fixing-all.ts';
import { printReport } from './formats/index.ts';
import { summary } from './formats/summary.ts';
import { readKnownFindings, writeKnownFindings } from './known-findings.ts';
import type { CheckOptions, Threshold } from './options.ts';
import { printPatch } from './patch.ts';
import type { CheckReport } from './report.ts';
import { commonFolder, outermost, type ScannedFolder, scanFolder } from './scan.ts';
import type { System } from './system.ts';
import { columnsOf, count, PLAIN, styleFor } from './terminal.ts';
import { printable } from './text-width.ts';

/**
 * `twelve-factor check`.
 *
 * @param names of folders, as given; the present folder if there are none
 * @throws UsageError if something that was asked for is not there or cannot be written
 */
export async function runCheck(
  names: readonly string[],
  options: CheckOptions,
  system: System,
): Promise<ExitCode> {
  const roots = outermost((names.length === 0 ? ['.'] : names).map((name) => folderNamed(name, system)));
  const known = options.baseline === undefined ? undefined : readKnownFindings(options.baseline, system);
  const context: AssemblyContext = { root: commonFolder(roots), selection: options, system, known };
  const grammars = await createGrammars(system.readAsset);
  const engine: Engine = { rules: RULES, grammars, analyzer: createAnalyzer(grammars, RULES, OBSERVERS) };
  const scanned: ScannedFolder[] = [];
  for (const root of roots) scanned.push(await scanFolder(engine, system, root, options));

  if (options.dryRun) return showFixes(scanned, context, options);
  const fixes = options.fix || options.fixSuggested ? await fixAll(scanned, context, options) : undefined;
  const written = fixes && writeFixes(fixes);
  const report = assembleReport(scanned, context, written?.mended);
  const troubles = [...(fixes?.troubles ?? []), ...(written?.troubles ?? [])];
  const exit = publish(makeKnown(report, scanned, context, options), troubles, options, system);
  for (const { folder } of scanned) folder.dispose();
  return written?.isIncomplete ? EXIT.failure : exit;
}

/** `--dry-run`: what `--fix` would change, as a diff and nothing else on the output. */
async function showFixes(
  scanned: readonly ScannedFolder[],
  context: AssemblyContext,
  options: CheckOptions,
): Promise<ExitCode> {
  const { system } = context;
  const found = assembleReport(scanned, context);
  const { changes, troubles } = await fixAll(scanned, context, options);
  const files = changes.map(({ placed }) => placed);
  say(system, troubles);
  system.output.write(printPatch(files, styleFor(system.output, system.environment)));
  const findings = files.reduce((sum, file) => sum + file.findings, 0);
  say(system, [
    files.length === 0
      ? 'There is nothing to fix.'
      : `This would fix ${count(findings, 'problem')} in ${count(files.length, 'file')}. Nothing was written.`,
  ]);
  return exitOf(found, options.failOn);
}

function makeKnown(
  report: CheckReport,
  scanned: readonly ScannedFolder[],
  context: AssemblyContext,
  options: CheckOptions,
): CheckReport {
  if (options.writeBaseline === undefined) return report;
  const known = writeKnownFindings(report, options, context.system);
  return assembleReport(scanned, { ...context, known }, report.mended);
}

/** Prints a report where it is asked for, and says on the other stream what is not part of it. */
function publish(
  report: CheckReport,
  troubles: readonly string[],
  { format, output, failOn }: CheckOptions,
  system: System,
): ExitCode {
  const toTerminal = output === undefined;
  const text = printReport(format, report, {
    style: toTerminal ? styleFor(system.output, system.environment) : PLAIN,
    columns: columnsOf(toTerminal ? system.output : { columns: undefined }),
    milliseconds: system.now(),
    system,
  });
  say(system, troubles);
  say(
    system,
    report.failures.map(
      ({ rule, path, message }) =>
        `${rule} failed on ${path || 'the project'}, which it did not judge: ${message}`,
    ),
  );
  if (toTerminal) system.output.write(text);
  else writeReport(output, text, system);
  if (!toTerminal && system.messages.isTerminal)
    say(system, [`${summary(report)}. The report is in ${output}.`]);
  return exitOf(report, failOn);
}

function writeReport(output: string, text: string, system: System): void {
  try {
    system.writeText(system.resolve(output), text);
  } catch (error) {
    throw new UsageError(`The report cannot be written to ${output}: ${messageOf(error)}.`);
  }
}

function exitOf({ failures, findings }: CheckReport, failOn: Threshold): ExitCode {
  if (failures.length > 0) return EXIT.failure;
  if (findings.some(({ rule }) => rule.startsWith('configuration/'))) return EXIT.usage;
  const failing = FAILING[failOn];
  return findings.some(({ severity }) => failing.includes(severity)) ? EXIT.findings : EXIT.clean;
}

/** The severities at or above a threshold. */
const FAILING: Readonly<Record<Threshold, readonly string[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  information: ['error', 'warning', 'information'],
  never: [],
};

/** The absolute path of a folder that was named. Throws UsageError if it is none. */
export function folderNamed(name: string, system: System): string {
  const folder = system.resolve(name);
  switch (system.kindOf(folder)) {
    case 'folder':
      return folder;
    case 'file':
      throw new UsageError(
        `${name} is a file. Name the folder of the application: its parts are judged together.`,
      );
    case 'nothing':
      throw new UsageError(
        `There is no folder ${name}. Name the folder of an application, or none for this one.`,
      );
  }
}

function say(system: System, lines: readonly string[]): void {
  for (const line of lines) system.messages.write(`${printable(line)}\n`);
}
