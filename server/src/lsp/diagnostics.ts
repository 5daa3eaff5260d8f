import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { Finding, Severity } from '../model/finding.ts';
import { type LineIndex, rangeOf } from '../model/line-index.ts';

/** Where the rules' pages are read. The packaged product names them, it does not need them. */
const RULE_PAGES = 'https://github.com/twelve-factor/vscode-twelve-factor/blob/main/docs/rules';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export type DiagnosticContext = {
  readonly lines: LineIndex;
  uri(path: string): string;
  /** The lines of another file; undefined where they are not known: the place is then left out. */
  linesOf(path: string): LineIndex | undefined;
};

/** The page of a rule; undefined for what the engine itself says. */
export function rulePage(rule: string): string | undefined {
  return isOfEngine(rule) ? undefined : `${RULE_PAGES}/${rule}.md`;
}

/** Findings that no factor stands behind: about suppression comments and the configuration. */
export function isOfEngine(rule: string): boolean {
  return rule.startsWith('suppression/') || rule.startsWith('configuration/');
}

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
    ...(finding.rule === 'suppression/unused' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}
