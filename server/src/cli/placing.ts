import { resolveFixes } from '../engine/fixes.ts';
import type { Finding, Fix } from '../model/finding.ts';
import { indexLines, type LineIndex, type Range, rangeOf } from '../model/line-index.ts';
import type { Span } from '../model/span.ts';
import { runNow } from '../workspace/task.ts';
import { fingerprintText } from './baseline.ts';
import { excerptOf } from './excerpt.ts';
import type { ReportedChange, ReportedFinding } from './report.ts';
import type { ScannedFolder } from './scan.ts';
import { repeatsSecret, secretValues } from './secrets.ts';
import type { System } from './system.ts';

/** Hexadecimal digits of a fingerprint: 64 bits, as rules and paths tell most findings apart anyway. */
const FINGERPRINT_DIGITS = 16;

/** Puts what was found in one folder into a report. */
export type Placer = {
  place(finding: Finding): ReportedFinding;
  path(path: string): string;
  rangeOf(path: string, span: Span): Range;
};

/**
 * @param prefix  of the folder's paths in the report: empty, or ends with `/`
 * @param secrets where secrets stand, by path
 */
export function createPlacer(
  { folder, disk }: ScannedFolder,
  prefix: string,
  secrets: ReadonlyMap<string, readonly Span[]>,
  system: System,
): Placer {
  const texts = new Map<string, string | undefined>();
  const indexes = new Map<string, LineIndex>();
  const values = new Map<string, readonly Span[]>();

  function textOf(path: string): string | undefined {
    if (!texts.has(path)) texts.set(path, runNow(folder.read(path)));
    return texts.get(path);
  }

  function indexOf(path: string): LineIndex {
    const known = indexes.get(path) ?? folder.workspace.lines(path);
    if (known) return known;
    const index = indexLines(textOf(path) ?? '');
    indexes.set(path, index);
    return index;
  }

  function valuesIn(path: string): readonly Span[] {
    const known = values.get(path) ?? secretValues(path, textOf(path) ?? '');
    values.set(path, known);
    return known;
  }

  const rangeIn = (path: string, span: Span): Range => rangeOf(indexOf(path), span);

  /** None for a fix that would write a secret into the report. */
  function changesOf(finding: Finding, fix: Fix): ReportedChange[] {
    if (fix.edits.some((edit) => repeatsSecret(edit, valuesIn(edit.path ?? finding.path)))) return [];
    const context = {
      read(path: string) {
        const target = disk.target(path);
        return target.kind === 'text' ? textOf(path) : undefined;
      },
      projectRoot: (path: string) => folder.workspace.projectOf(path).root,
    };
    return resolveFixes([{ finding, fix }], context).map(({ path, edits }) => ({
      path: prefix + path,
      edits: edits.map(({ span, text }) => ({ range: rangeIn(path, span), text })),
    }));
  }

  return {
    path: (path) => prefix + path,
    rangeOf: rangeIn,
    place(finding) {
      const range = rangeIn(finding.path, finding.span);
      const { text: line, start } = lineOf(
        textOf(finding.path) ?? '',
        indexOf(finding.path),
        range.start.line,
      );
      return {
        ...finding,
        path: prefix + finding.path,
        range,
        excerpt: excerptOf(line, start, range, [
          ...valuesIn(finding.path),
          ...(secrets.get(finding.path) ?? []),
        ]),
        fingerprint: system.sha256(fingerprintText(finding.rule, line), 'hex').slice(0, FINGERPRINT_DIGITS),
        related: finding.related.map(({ path, span, message }) => ({
          path: prefix + path,
          range: rangeIn(path, span),
          message,
        })),
        fixes: finding.fixes.map((fix) => ({
          title: fix.title,
          kind: fix.kind,
          changes: () => changesOf(finding, fix),
        })),
      };
    },
  };
}

function lineOf(text: string, { starts }: LineIndex, line: number) {
  const start = starts[line] ?? text.length;
  return { start, text: text.slice(start, starts[line + 1]).replace(/[\r\n]+$/, '') };
}
