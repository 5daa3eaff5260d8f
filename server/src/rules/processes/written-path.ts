import type { Expression } from '../../model/expression.ts';
import type { SourceFile, Value } from '../../model/source-file.ts';

/** What can be known of the path that something is written to. */
export type WrittenPath = {
  /** For one run or request: a temporary directory, a device. */
  readonly isTemporary: boolean;
  /** The environment says where: it may well be a mounted volume. */
  readonly isConfigured: boolean;
  /** At least one part of it is written down. */
  readonly isKnown: boolean;
  /** It begins with the root of a file system, as far as it is written down. */
  readonly isAbsolute: boolean;
  /** What is written down of it, for tests of its ending; unknown parts are left out. */
  readonly text: string;
};

/** Steps that are followed through joined paths and method calls. */
const MAXIMUM_DEPTH = 6;

const TEMPORARY_CALL =
  /^(?:os\.tmpdir|tempfile\.\w+|tmp(?:-promise)?\.\w+|temp\.\w+|tempy(?:\.\w+)?|temp-dir)\b/;
const TEMPORARY_TEXT = /^\/(?:tmp|var\/tmp|dev|proc|run)(?:\/|$)|(?:^|[\\/._-])te?mp(?:[\\/._-]|$)/i;
/** `tmpDir`, `temp_path`, `uploadTemp`; not `template`, `attempt`, `temperature`. */
const TEMPORARY_NAME =
  /(?:^|[^a-z])te?mp(?:orary)?(?:[^a-z]|$)|te?mp(?:orary)?_?(?:dir|file|path|folder|name|out)|[a-z]Te?mp(?:[A-Z]|$)/;

/** Looks at a path through joins, `/` of pathlib and methods that keep its beginning. */
export function readPath(value: Value): WrittenPath {
  const parts: string[] = [];
  let hasUnknownStart = false;
  const seen = { isTemporary: false, isConfigured: false, isKnown: false };

  function visit(one: Value, depth: number): void {
    if (depth > MAXIMUM_DEPTH) return;
    if (parts.length === 0 && (one.kind === 'reference' || one.kind === 'environment'))
      hasUnknownStart = true;
    switch (one.kind) {
      case 'literal':
        if (typeof one.value !== 'string') return;
        parts.push(one.value);
        seen.isKnown = true;
        if (TEMPORARY_TEXT.test(one.value)) seen.isTemporary = true;
        return;
      case 'text':
        for (const part of one.parts) visit(part, depth + 1);
        return;
      case 'environment':
        seen.isConfigured = true;
        return;
      case 'reference':
        if (TEMPORARY_NAME.test(one.name)) seen.isTemporary = true;
        return;
      case 'call':
        if (TEMPORARY_CALL.test(one.callee) || TEMPORARY_NAME.test(lastName(one.callee)))
          seen.isTemporary = true;
        if (one.call.callee.kind === 'member')
          visitExpression(one.origin.file, one.call.callee.object, depth + 1);
        for (const argument of one.call.arguments)
          visitExpression(one.origin.file, argument.value, depth + 1);
        return;
      case 'unknown':
        visitUnknown(one.origin.file, one.origin.expression, depth + 1);
        return;
      default:
        return;
    }
  }

  function visitExpression(file: SourceFile, expression: Expression, depth: number): void {
    if (expression.kind === 'name' && TEMPORARY_NAME.test(expression.name)) seen.isTemporary = true;
    visit(file.evaluate(expression), depth);
  }

  function visitUnknown(file: SourceFile, expression: Expression, depth: number): void {
    if (expression.kind === 'binary' && (expression.operator === '/' || expression.operator === '+')) {
      visitExpression(file, expression.left, depth);
      visitExpression(file, expression.right, depth);
      return;
    }
    if (parts.length === 0) hasUnknownStart = true;
    const source = file.source(expression.span);
    if (TEMPORARY_NAME.test(source)) seen.isTemporary = true;
  }

  visit(value, 0);
  const isAbsolute = !hasUnknownStart && /^(?:\/|[A-Z]:[\\/])/.test(parts[0] ?? '');
  return { ...seen, isAbsolute, text: parts.join('/') };
}

function lastName(callee: string): string {
  return callee.slice(callee.lastIndexOf('.') + 1);
}
