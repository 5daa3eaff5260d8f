import type { Expression } from '../../model/expression.ts';
import type { SourceFile } from '../../model/source-file.ts';

/**
 * Under what circumstances code runs, by the tests around it: always as far as is known, unless somebody asks for
 * something else, perhaps (a setting that cannot be followed), only when somebody asks for it through the
 * environment, or never in production.
 */
export type Circumstance = 'always' | 'by-default' | 'perhaps' | 'on-request' | 'not-in-production';

const ELSEWHERE = /^(?:dev|develop|development|local|test|tests|testing|ci)$/i;
const PRODUCTION = /^(?:prod|production|live)$/i;
/** Flags: `DEBUG`, `isDevelopment`, `dev_mode`, `app.testing`. */
const ELSEWHERE_FLAG =
  /^(?:is|in)?_?(?:debug|dev|develop|development|local|test|testing)(?:_?(?:mode|env|environment))?$/i;
const PRODUCTION_FLAG = /^(?:is|in)?_?(?:prod|production)(?:_?(?:mode|env|environment))?$/i;
/** A setting by whose name somebody asks for a log in a file: `log_file`, `logToFile`, `enableFileLogging`. */
const FILE_SETTING = /file|path|dir|folder|disk|logging|^(?:write|save|enable|use)?_?logs?$/i;

/** A setting by whose name somebody asks for a log on a standard stream instead. */
const STREAM_SETTING = /stdout|stderr|console/i;

const ORDER: readonly Circumstance[] = ['always', 'by-default', 'perhaps', 'on-request', 'not-in-production'];

/** The circumstances of the code at an offset. */
export function circumstanceAt(file: SourceFile, offset: number): Circumstance {
  let found: Circumstance = 'always';
  for (const { test, holds } of conditionsAt(file, offset)) {
    found = rarer(found, decide(file, test, holds));
  }
  return found;
}

/** A test, and whether it must hold or fail for some code to run. */
type Condition = { readonly test: Expression; readonly holds: boolean };

function conditionsAt(file: SourceFile, offset: number): readonly Condition[] {
  return file.tests(offset).flatMap((test) => {
    const holds = holdsAt(file, test, offset);
    return holds === undefined ? [] : [{ test, holds }];
  });
}

/** Whether the code at one offset runs, as far as tests decide, whenever the code at another does. */
export function runsWhenever(file: SourceFile, offset: number, other: number): boolean {
  const others = conditionsAt(file, other);
  return conditionsAt(file, offset).every(({ test, holds }) =>
    others.some((condition) => condition.test.span.start === test.span.start && condition.holds === holds),
  );
}

/** Whether the code at an offset runs when the test holds (true) or when it does not; undefined if neither is known. */
function holdsAt(file: SourceFile, test: Expression, offset: number): boolean | undefined {
  const [then, ...others] = file.branches(test.span);
  if (!then) return undefined;
  if (then.start <= offset && offset < then.end) return true;
  return others.some(({ start, end }) => start <= offset && offset < end) ? false : undefined;
}

function rarer(one: Circumstance, other: Circumstance): Circumstance {
  return ORDER.indexOf(one) >= ORDER.indexOf(other) ? one : other;
}

function decide(file: SourceFile, test: Expression, holds: boolean): Circumstance {
  if (test.kind === 'unary' && (test.operator === '!' || test.operator === 'not')) {
    return decide(file, test.operand, !holds);
  }
  if (test.kind === 'binary') return decideBinary(file, test, holds);
  return decideFlag(file, test, holds);
}

function decideBinary(file: SourceFile, test: Expression & { kind: 'binary' }, holds: boolean): Circumstance {
  const { operator, left, right } = test;
  if (operator === '&&' || operator === 'and') {
    // When a conjunction fails, nothing is known of its parts.
    return holds ? rarer(decide(file, left, true), decide(file, right, true)) : 'always';
  }
  if (operator === '||' || operator === 'or') {
    const parts = [decide(file, left, holds), decide(file, right, holds)];
    if (!holds) return rarer(parts[0] ?? 'always', parts[1] ?? 'always');
    return parts[0] === parts[1] ? (parts[0] ?? 'always') : 'always';
  }
  const isEquality = /^(?:===?|is|in)$/.test(operator);
  if (!isEquality && !/^(?:!==?|is not|not in)$/.test(operator)) return 'always';
  return decideComparison(file, [left, right], isEquality === holds);
}

function decideComparison(file: SourceFile, sides: readonly Expression[], equal: boolean): Circumstance {
  const words = sides.flatMap((side) => wordsOf(side));
  if (words.length === 0) return 'always';
  if (words.every((word) => ELSEWHERE.test(word))) return equal ? 'not-in-production' : 'always';
  if (words.some((word) => PRODUCTION.test(word))) return equal ? 'always' : 'not-in-production';
  const isAsked = sides.some((side) => file.evaluate(side).kind === 'environment');
  if (!isAsked) return 'always';
  return equal ? 'on-request' : 'by-default';
}

/** The texts of a side of a comparison: of a string, or of a list of strings. */
function wordsOf(expression: Expression): readonly string[] {
  if (expression.kind === 'string') return [expression.value];
  return expression.kind === 'list' ? expression.items.flatMap(wordsOf) : [];
}

function decideFlag(file: SourceFile, test: Expression, holds: boolean): Circumstance {
  const name = lastName(test);
  if (ELSEWHERE_FLAG.test(name)) return holds ? 'not-in-production' : 'always';
  if (PRODUCTION_FLAG.test(name)) return holds ? 'always' : 'not-in-production';
  const value = file.evaluate(test);
  if (value.kind === 'environment') return holds ? 'on-request' : 'by-default';
  if (value.kind === 'literal') return Boolean(value.value) === holds ? 'always' : 'not-in-production';
  if (STREAM_SETTING.test(name)) return holds ? 'always' : 'by-default';
  return holds && FILE_SETTING.test(name) ? 'perhaps' : 'always';
}

function lastName(expression: Expression): string {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'member':
      return expression.property;
    case 'index':
      return expression.index.kind === 'string' ? expression.index.value : '';
    case 'call': {
      const [first] = expression.arguments;
      return first?.value.kind === 'string' ? first.value.value : lastName(expression.callee);
    }
    default:
      return '';
  }
}
