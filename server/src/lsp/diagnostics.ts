import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { rulePage } from '../engine/rule-page.ts';
import type { Finding, Severity } from '../model/finding.ts';
import { type LineIndex, rangeOf } from '../model/line-index.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What has no effect where it stands: the editor fades it, and draws nothing under a hint. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['suppression/unused', 'config/unused-variable']);

export type DiagnosticContext = {
  readonly lines: LineIndex;
  uri(path: string): string;
  /** The lines of another file; undefined where they are not known: the place is then left out. */
  linesOf(path: string): LineIndex | undefined;
};

/** A finding as LSP shows it. Fixes are asked for apart and found by position, never by message. */
export function toDiagnostic(finding: Finding, context: DiagnosticContext): Diagnostic {
  const href = rulePage(finding.rule);
  const related = finding.related.flatMap(({ path, span, message }) => {
    const lines = path === finding.path ? context.lines : context.linesOf(path);
    return lines ? [{ location: { uri: context.uri(path), range: rangeOf(lines, span) }, message }] : [];
  });
  return {
    range: rangeOf(context.lines, finding.span),
    severity: SEVERITIES[finding.severity],
    code: finding.rule,
    ...(href ? { codeDescription: { href } } : {}),
    source: 'twelve-factor',
    message: finding.message,
    ...(WITHOUT_EFFECT.has(finding.rule) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}
