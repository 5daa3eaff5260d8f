import type { Severity } from '../../model/finding.ts';
import type { CheckReport } from '../report.ts';
import { summary } from './summary.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/**
 * Workflow commands, which GitHub shows as annotations of the lines. Lines and columns from 1. Paths are as seen from
 * the working folder, which in a workflow is the repository.
 */
export function printGithub(report: CheckReport): string {
  const prefix = report.rootFromHere === '' ? '' : `${report.rootFromHere}/`;
  const lines = report.findings.map(({ severity, path, range: { start, end }, rule, message }) => {
    // GitHub ignores columns where a range has several lines.
    const columns =
      start.line === end.line
        ? `,col=${start.character + 1},endColumn=${Math.max(start.character + 1, end.character)}`
        : '';
    const place = `file=${property(prefix + path)},line=${start.line + 1},endLine=${end.line + 1}${columns}`;
    return `::${COMMANDS[severity]} ${place},title=${property(rule)}::${data(message)}`;
  });
  return [...lines, `${summary(report)}.`, ''].join('\n');
}

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions: what ends a command is escaped. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
