import { namesOfDialects } from '../../formats/dotenv/detect.ts';
import { layoutEdits } from '../../formats/dotenv/layout.ts';
import { parseDotenv } from '../../formats/dotenv.ts';
import type { Edit } from '../../model/finding.ts';
import { outcomesOf, readingsOf } from './dotenv-values.ts';
import type { FeatureRequest, FeatureSymbol, Inlay } from './feature.ts';

export function dotenvSymbols(request: FeatureRequest): readonly FeatureSymbol[] {
  const { statements } = parseDotenv(request.path, request.text);
  const readings = readingsOf(request);
  return statements.flatMap((statement): FeatureSymbol[] => {
    if ((statement.kind !== 'assignment' && statement.kind !== 'bare-key') || statement.key === '') return [];
    const { key: name, contentSpan: span, keySpan: nameSpan } = statement;
    return [{ name, detail: outcomesOf(name, readings)[0]?.short ?? '', kind: 'variable', span, nameSpan }];
  });
}

/** Comments of two lines and more fold, and values over several lines. */
export function dotenvFolding({ path, text }: FeatureRequest) {
  const blocks: { start: number; end: number }[] = [];
  const { statements } = parseDotenv(path, text);
  let start: number | undefined;
  statements.forEach((statement, index) => {
    const { kind, line, contentSpan } = statement;
    if (kind === 'assignment') {
      const lines = text.slice(contentSpan.start, contentSpan.end).split('\n').length;
      if (lines > 1) blocks.push({ start: line, end: line + lines - 1 });
    }
    if (kind !== 'comment') return;
    start ??= line;
    if (statements[index + 1]?.kind === 'comment') return;
    if (line > start) blocks.push({ start, end: line });
    start = undefined;
  });
  return blocks;
}

export function formatDotenv({ path, text, folder }: FeatureRequest): readonly Edit[] {
  return layoutEdits(text, folder.dotenvDialects(path));
}

/** Behind values that become something else than is written, where it is known what reads the file. */
export function dotenvInlays(request: FeatureRequest): readonly Inlay[] {
  const readings = readingsOf(request);
  if (!readings.areKnown) return [];
  const { assignments } = parseDotenv(request.path, request.text);
  const last = new Map(assignments.map((one) => [one.key, one]));
  return assignments.flatMap((assignment): Inlay[] => {
    const { key, value, quotedSpan } = assignment;
    if (key === '' || last.get(key) !== assignment) return [];
    const outcomes = outcomesOf(key, readings);
    const others = outcomes.filter((outcome) => outcome.value !== value);
    const [first] = others;
    if (!first) return [];
    // What reads the value as it is written needs no hint, and editors cut long ones.
    const label =
      outcomes.length === 1
        ? first.short
        : others.map(({ dialects, short }) => `${namesOfDialects(dialects)}: ${short}`).join(' · ');
    const readers = namesOfDialects(readings.readings.map(({ dialect }) => dialect));
    return [
      { offset: quotedSpan.end, label: `→ ${label}`, tooltip: `The value as it is read by ${readers}` },
    ];
  });
}
