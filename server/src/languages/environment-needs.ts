import type { Node } from 'web-tree-sitter';
import type { Expression } from '../model/expression.ts';
import type { Span } from '../model/span.ts';
import type { VariableNeed } from '../model/variable.ts';
import { isPresent, readerOf } from './expressions.ts';
import type { Names } from './names.ts';
import { nodeHolding, parentOf } from './parents.ts';
import { readContent } from './reads.ts';
import type { ParsedText } from './syntax.ts';

export type ReadNeed = { readonly need: VariableNeed; readonly fallback?: Expression };

/** Tells whether code fails without what it reads. */
export type Needs = {
  /** What becomes of a read that gives nothing: `|| fallback`, a test that throws. Undefined where nothing tells. */
  needAround(node: Node): ReadNeed | undefined;
  /** Required if some test of the name ends in an error: `if (!PORT) throw …`. */
  needOfName(target: Node, name: string): 'required' | 'optional';
};

export function createNeeds(parsed: ParsedText, names: Names): Needs {
  const { text, tree, language } = parsed;
  const read = readerOf(parsed);
  /** By the node that gives the name its value first; by the name itself where nothing declares it. */
  const needsOfNames = new Map<number | string, 'required' | 'optional'>();
  const sourceOf = ({ start, end }: Span): string => {
    readContent(tree, start, end);
    return text.slice(start, end);
  };

  function needAround(node: Node): ReadNeed | undefined {
    for (let current = node, parent = parentOf(node); parent; current = parent, parent = parentOf(parent)) {
      const shape = language.shapes[parent.type];
      if (shape?.kind === 'binary') {
        const expression = read(parent);
        if (expression.kind !== 'binary' || !language.fallbackOperators.has(expression.operator))
          return undefined;
        const isLeft =
          expression.left.span.start >= current.startIndex && expression.left.span.end <= current.endIndex;
        // `a || b`: what b gives goes on, to `|| c` perhaps.
        if (!isLeft) continue;
        return throws(parent.lastNamedChild)
          ? { need: 'required' }
          : { need: 'default', fallback: expression.right };
      }
      if (shape?.kind === 'conditional') {
        const expression = read(parent);
        if (expression.kind !== 'conditional') return undefined;
        const { test, consequence, alternative } = expression;
        const isIn = ({ span }: Expression) =>
          span.start <= current.startIndex && current.endIndex <= span.end;
        if (isIn(alternative)) continue;
        // `X ? 1 : 2` asks whether X is set; `X ? X : 2` takes its value.
        const takes = isIn(consequence) || (isIn(test) && sourceOf(consequence.span).includes(node.text));
        return takes ? { need: 'default', fallback: alternative } : undefined;
      }
      const assignment = language.assignment(current);
      if (assignment?.value.id === current.id && language.shapes[assignment.target.type]?.kind === 'name') {
        return { need: needOfName(assignment.target, assignment.target.text) };
      }
      if (isFailingTest(current)) return { need: 'required' };
      const chained = chainedNeed(parent, current);
      if (chained) return chained;
      const passes = shape?.kind === 'transparent' || shape?.kind === 'call' || ARGUMENTS.has(parent.type);
      if (!passes) return undefined;
    }
    return undefined;
  }

  /** What env-var is told after the read: `env.get('PORT').required()`, `.default('80')`. */
  function chainedNeed(member: Node, object: Node): ReadNeed | undefined {
    const shape = language.shapes[member.type];
    if (shape?.kind !== 'member' || member.childForFieldName(shape.object)?.id !== object.id)
      return undefined;
    const method = member.childForFieldName(shape.property)?.text;
    if (method === 'required') return { need: 'required' };
    const outer = method === 'default' ? parentOf(member) : null;
    const call = outer ? read(outer) : undefined;
    const fallback = call?.kind === 'call' ? call.arguments[0]?.value : undefined;
    return fallback && { need: 'default', fallback };
  }

  function needOfName(target: Node, name: string): 'required' | 'optional' {
    const own = names.bindings(name, target.endIndex)[0];
    const key = own?.node.id ?? name;
    const known = needsOfNames.get(key);
    if (known) return known;
    const fails = names
      .occurrences(name, own?.scope)
      .some(
        (use) =>
          use.id !== target.id &&
          names.bindings(name, use.startIndex)[0]?.node.id === own?.node.id &&
          isFailingTest(use),
      );
    const need = fails ? 'required' : 'optional';
    needsOfNames.set(key, need);
    return need;
  }

  /** `!x` or `x === undefined` as the test of an `if` whose branch throws or ends the process; the argument of an assertion. */
  function isFailingTest(node: Node): boolean {
    const parent = parentOf(node);
    if (!parent) return false;
    if (ARGUMENTS.has(parent.type)) {
      const outer = parentOf(parent);
      const call = outer && read(outer);
      return call?.kind === 'call' && ASSERTIONS.test(sourceOf(call.callee.span));
    }
    // Python's `assert x` and `assert x is not None`.
    if (parent.type === 'assert_statement' && parent.firstNamedChild?.id === node.id) return true;
    const [then] = asksIfMissing(parent) ? language.branches(parent) : [];
    return then !== undefined && failsAt(nodeHolding(tree, then));
  }

  /** Whether a branch ends in an error, itself or by the last `if` of it; what it hands to others may run or not. */
  function failsAt(branch: Node | null | undefined): boolean {
    if (!branch) return false;
    const shape = BRANCHES.has(branch.type) ? language.branches(branch.namedChild(0) ?? branch) : [];
    if (shape.length > 0) return shape.some((span) => failsAt(nodeHolding(tree, span)));
    if (!BLOCKS.has(branch.type)) return ENDS.test(branch.text);
    return failsAt(branch.namedChildren.filter(isPresent).findLast(({ isExtra }) => !isExtra));
  }

  function asksIfMissing(node: Node): boolean {
    const kind = language.shapes[node.type]?.kind;
    if (kind !== 'binary') return kind === 'unary';
    const comparison = read(node);
    if (comparison.kind !== 'binary' || !/^(?:={2,3}|is)$/.test(comparison.operator)) return false;
    return [comparison.left, comparison.right].some(
      (side) =>
        (side.kind === 'constant' && side.value === null) || (side.kind === 'string' && side.value === ''),
    );
  }

  function throws(node: Node | null): boolean {
    return node !== null && node.type !== 'string' && FAILS.test(node.text);
  }

  return { needAround, needOfName };
}

const ARGUMENTS: ReadonlySet<string> = new Set(['arguments', 'argument_list']);
const ASSERTIONS = /(?:^|\.)(?:assert|ok|invariant)$/;
const BRANCHES: ReadonlySet<string> = new Set(['if_statement', 'elif_clause']);
const BLOCKS: ReadonlySet<string> = new Set(['statement_block', 'block', 'else_clause', 'elif_clause']);
/** A process that ends without a code, or with 0, ends well. */
const ENDS = /^(?:throw|raise)\b|^(?:process\.|sys\.)?exit\((?!\s*0?\s*\))/;
const FAILS = /\bthrow\b|\braise\b|\bprocess\.exit\b|\bsys\.exit\b/;
