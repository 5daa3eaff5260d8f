import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  CreateFile,
  type Diagnostic,
  TextDocumentEdit,
  TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { type FileEdits, resolveFixes, templateOf } from '../engine/fixes.ts';
import { ruleFamily } from '../engine/rule-page.ts';
import { suppressionComment } from '../engine/suppression-comment.ts';
import type { Finding, Fix } from '../model/finding.ts';
import { indexLines, type LineIndex, rangeOf } from '../model/line-index.ts';
import type { Refactoring } from './features/dotenv-actions.ts';

/** The kind of the action that makes all safe fixes of a document, as `editor.codeActionsOnSave` names it. */
export const FIX_ALL = 'source.fixAll.twelveFactor';

/** What actions need of the workspace. Texts must be at hand: ask `pathsNeeded` first. */
export type ActionContext = {
  readonly path: string;
  /** Of the editor: `typescript`, `dockerfile`. */
  readonly language: string;
  readonly text: string;
  readonly findings: readonly Finding[];
  /** What may be done at the place asked about without a finding. */
  readonly refactorings: readonly Refactoring[];
  diagnostic(finding: Finding): Diagnostic;
  read(path: string): string | undefined;
  projectRoot(path: string): string;
  uri(path: string): string;
  version(path: string): number | null;
  readonly canCreateFiles: boolean;
  /** The client takes edits that name the document's version. */
  readonly canVersion: boolean;
};

/** The files that fixes may read or change besides their own. */
export function pathsNeeded(
  findings: readonly Pick<Finding, 'path' | 'fixes'>[],
  projectRoot: (path: string) => string,
): readonly string[] {
  const paths = new Set<string>();
  for (const finding of findings) {
    for (const fix of finding.fixes) {
      for (const { path } of fix.edits) if (path !== undefined) paths.add(path);
      for (const variable of fix.variables ?? []) paths.add(templateOf(variable, projectRoot(finding.path)));
    }
  }
  return [...paths];
}

/** Answers `textDocument/codeAction`: quick fixes, suppression, and all safe fixes at once. */
export function codeActions({ range, context }: CodeActionParams, at: ActionContext): CodeAction[] {
  const admits = (kind: string) =>
    !context.only || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const lines = indexLines(at.text);
  const actions: CodeAction[] = [];
  if (admits(CodeActionKind.QuickFix)) {
    const here = at.findings.filter((finding) => touches(rangeOf(lines, finding.span), range));
    for (const finding of here) actions.push(...quickFixes(finding, at));
    // Suppressing is a decision of a person, never of a save.
    if (context.triggerKind !== CodeActionTriggerKind.Automatic) {
      actions.push(...suppressions(here, at, lines));
    }
  }
  // Only where it is asked for: in the light bulb it would hide the fix that belongs to the line.
  const isWanted = (kind: string) =>
    context.only?.some((only) => kind === only || kind.startsWith(`${only}.`));
  if (isWanted(FIX_ALL)) {
    const fixAll = fixAllAction(at);
    if (fixAll) actions.push(fixAll);
  }
  const isAsked = context.triggerKind !== CodeActionTriggerKind.Automatic;
  for (const { kind, fix } of at.refactorings) {
    // The light bulb shines for what is wrong; a person who opens the menu sees what else there is.
    if (!isWanted(kind) && !(isAsked && admits(kind) && kind.startsWith(CodeActionKind.Refactor))) continue;
    const edit = workspaceEdit([{ finding: { path: at.path }, fix }], at);
    if (edit) actions.push({ title: fix.title, kind, edit });
  }
  return actions;
}

function quickFixes(finding: Finding, at: ActionContext): CodeAction[] {
  return finding.fixes.flatMap((fix) => {
    const edit = workspaceEdit([{ finding, fix }], at);
    if (!edit) return [];
    return [
      {
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [at.diagnostic(finding)],
        isPreferred: finding.fixes.length === 1,
        edit,
      },
    ];
  });
}

function suppressions(findings: readonly Finding[], at: ActionContext, lines: LineIndex): CodeAction[] {
  return findings
    .filter(({ rule }) => ruleFamily(rule) !== 'engine')
    .flatMap((finding) => {
      const edits = suppressionComment(at.language, finding.rule, at.text, finding.span.start);
      if (edits.length === 0) return [];
      const changes = edits.map(({ span, text }) => TextEdit.replace(rangeOf(lines, span), text));
      return [
        {
          title: `Disable ${finding.rule} for this line`,
          kind: CodeActionKind.QuickFix,
          diagnostics: [at.diagnostic(finding)],
          edit: asEdit(
            [TextDocumentEdit.create({ uri: at.uri(at.path), version: at.version(at.path) }, changes)],
            at,
          ),
        },
      ];
    });
}

function fixAllAction(at: ActionContext): CodeAction | undefined {
  const safe = at.findings.flatMap((finding) => {
    const fix = finding.fixes.find(({ kind }) => kind === 'safe');
    return fix ? [{ finding, fix }] : [];
  });
  const edit = safe.length > 0 ? workspaceEdit(safe, at) : undefined;
  return edit && { title: 'Fix all safe twelve-factor problems', kind: FIX_ALL, edit };
}

function workspaceEdit(
  fixes: readonly { readonly finding: Pick<Finding, 'path'>; readonly fix: Fix }[],
  at: ActionContext,
): WorkspaceEdit | undefined {
  const files = resolveFixes(fixes, at).filter(({ creates }) => !creates || at.canCreateFiles);
  if (files.length === 0) return undefined;
  return asEdit(
    files.flatMap((file) => fileChanges(file, at)),
    at,
  );
}

/** In the older form for clients that know no other; it cannot create files. */
function asEdit(
  documentChanges: (CreateFile | TextDocumentEdit)[],
  { canVersion }: ActionContext,
): WorkspaceEdit {
  if (canVersion) return { documentChanges };
  const changes = documentChanges
    .filter((change) => 'textDocument' in change)
    .map(({ textDocument: { uri }, edits }) => [uri, edits]);
  return { changes: Object.fromEntries(changes) };
}

function fileChanges(
  { path, creates, edits }: FileEdits,
  at: ActionContext,
): (CreateFile | TextDocumentEdit)[] {
  const uri = at.uri(path);
  const lines = indexLines(at.read(path) ?? '');
  const change = TextDocumentEdit.create(
    { uri, version: creates ? null : at.version(path) },
    edits.map(({ span, text }) => TextEdit.replace(rangeOf(lines, span), text)),
  );
  return creates ? [CreateFile.create(uri, { ignoreIfExists: true }), change] : [change];
}

type LspRange = CodeActionParams['range'];

/** Whether two ranges share a place; touching counts, as the caret may stand at the end of a squiggle. */
function touches(one: LspRange, other: LspRange): boolean {
  return isBefore(one.start, other.end) && isBefore(other.start, one.end);
}

function isBefore(one: LspRange['start'], other: LspRange['start']): boolean {
  return one.line < other.line || (one.line === other.line && one.character <= other.character);
}
