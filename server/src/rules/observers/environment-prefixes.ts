import type { SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';

/** Before the environment, where its names are gone through one by one. */
const GOES_THROUGH =
  /(?:\bObject\.(?:keys|entries)\(|\b(?:in|of)\s+(?:(?:list|sorted|dict)\()?|\bobject\.(?:keys|entries)\()\s*$/i;

/** A test of the beginning of a name: `k.startsWith('APP_')`, `/^APP_/.test(k)`, `k.indexOf('APP_') === 0`. */
const TESTS =
  /\.starts[wW]ith\(\s*(?:(?<list>\(?\s*['"`][\w'"`\s,]+)\)|(?<constant>[A-Za-z_$][\w$]*)\s*\))|\/\^\(?(?<pattern>[A-Z][A-Z0-9_]*_)|\.indexOf\(\s*['"](?<index>\w+)['"]\s*\)\s*={2,3}\s*0/g;

/** Loops that are longer than this, in UTF-16 units, do more than one thing. */
const LONGEST_LOOP = 3_000;

/**
 * The beginnings of names by which a loop over the environment chooses its variables, and the loop; undefined where
 * it takes all or where that is not certain.
 */
export function prefixesOf(
  file: SourceFile,
  span: Span,
): { readonly prefixes: readonly string[]; readonly span: Span } | undefined {
  if (!GOES_THROUGH.test(file.source({ start: Math.max(0, span.start - 40), end: span.start })))
    return undefined;
  const { start, end } = file.statement(span.start);
  if (end - start > LONGEST_LOOP) return undefined;
  const prefixes: string[] = [];
  for (const match of file.source({ start, end }).matchAll(TESTS)) {
    const { list, constant, pattern, index } = match.groups ?? {};
    if (list !== undefined) prefixes.push(...[...list.matchAll(/\w+/g)].map(([prefix]) => prefix));
    else if (constant !== undefined) {
      const at = start + match.index + match[0].lastIndexOf(constant);
      const value = file.evaluate({
        kind: 'name',
        name: constant,
        span: { start: at, end: at + constant.length },
      });
      if (value.kind !== 'literal' || typeof value.value !== 'string' || value.value === '') return undefined;
      prefixes.push(value.value);
    } else prefixes.push(pattern ?? index ?? '');
  }
  return prefixes.length > 0 ? { prefixes, span: { start, end } } : undefined;
}
