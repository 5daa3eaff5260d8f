import type { FileAnalysis } from '../engine/file-analysis.ts';
import type { Summary } from '../model/summary.ts';

/** Whether a file says something of environment variables. */
export function speaksOfVariables(summary: Summary): boolean {
  const { variables, readsWholeEnvironment, givesUnnamed, variablePrefixes = [] } = summary;
  return (
    variables.length > 0 || readsWholeEnvironment || givesUnnamed === true || variablePrefixes.length > 0
  );
}

/** Whether project rules may read something of it. */
export function contributes(summary: Summary | undefined): boolean {
  if (!summary) return false;
  const { observations, variables, processes, readsWholeEnvironment, variablePrefixes } = summary;
  if (observations.length > 0 || variables.length > 0 || readsWholeEnvironment) return true;
  return processes !== undefined || variablePrefixes !== undefined;
}

/** Positions are asked of files with something to show; thousands of others need no index. */
export function needsLines(analysis: FileAnalysis): boolean {
  return (
    analysis.reports.length > 0 ||
    analysis.evidence.length > 0 ||
    contributes(analysis.summary) ||
    analysis.suppressions !== undefined
  );
}
