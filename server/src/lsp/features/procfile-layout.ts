import { parseProcfile } from '../../formats/procfile.ts';
import { type ShellWord, shellWords } from '../../formats/shell-words.ts';
import type { Span } from '../../model/span.ts';
import type { FeatureRequest, FeatureSymbol, Token } from './feature.ts';

export function procfileSymbols({ path, text }: FeatureRequest): readonly FeatureSymbol[] {
  return parseProcfile(path, text).entries.map(({ name, command, span, nameSpan }) => ({
    name,
    detail: command,
    kind: 'process',
    span,
    nameSpan,
  }));
}

/** Comments of two lines and more fold. */
export function procfileFolding({ path, text }: FeatureRequest) {
  const blocks: { start: number; end: number }[] = [];
  let start: number | undefined;
  const { lines } = parseProcfile(path, text);
  for (let index = 0; index <= lines.length; index++) {
    if (lines[index]?.kind === 'comment') {
      start ??= index;
      continue;
    }
    if (start !== undefined && index - start > 1) blocks.push({ start, end: index - 1 });
    start = undefined;
  }
  return blocks;
}

/** Names of processes, programs, options, variables and operators. */
export function procfileTokens({ path, text }: FeatureRequest): readonly Token[] {
  const tokens: Token[] = [];
  for (const { nameSpan, command, commandSpan } of parseProcfile(path, text).entries) {
    tokens.push({ span: nameSpan, type: 'type' });
    for (const one of shellWords(command, commandSpan.start)) {
      for (const assignment of one.assignments) {
        tokens.push({ span: assignment.nameSpan, type: 'variable' }, ...variables(assignment.value));
      }
      for (const [index, word] of one.words.entries()) tokens.push(...wordTokens(word, index === 0));
      for (const { span, target } of one.redirections) {
        const operator = { start: span.start, end: Math.min(target.span.start, span.end) };
        tokens.push({ span: trimmed(text, operator), type: 'operator' }, ...variables(target));
      }
      if (one.separator.trim() !== '') {
        const start = text.indexOf(one.separator, one.span.end);
        tokens.push({ span: { start, end: start + one.separator.length }, type: 'operator' });
      }
    }
  }
  return withoutOverlaps(tokens);
}

function wordTokens(word: ShellWord, isProgram: boolean): readonly Token[] {
  if (word.expansions.length > 0) return variables(word);
  if (isProgram) return [{ span: word.span, type: 'function' }];
  return /^-/.test(word.value) && !word.quoted ? [{ span: word.span, type: 'parameter' }] : [];
}

function variables({ expansions }: ShellWord): readonly Token[] {
  return expansions.map(({ span }) => ({ span, type: 'variable' }));
}

function trimmed(text: string, { start, end }: Span): Span {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

function withoutOverlaps(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = [];
  for (const token of [...tokens].sort((one, other) => one.span.start - other.span.start)) {
    if (token.span.start >= (kept.at(-1)?.span.end ?? 0) && token.span.end > token.span.start)
      kept.push(token);
  }
  return kept;
}
