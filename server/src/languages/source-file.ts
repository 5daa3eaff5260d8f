import type { Node } from 'web-tree-sitter';
import type { Expression, ObjectExpression } from '../model/expression.ts';
import type { Environment, Role } from '../model/role.ts';
import type { Call, ClassFact, FunctionFact, SourceFile } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';
import { createConditions } from './conditions.ts';
import { createEnvironmentUses } from './environment-uses.ts';
import { createEvaluation } from './evaluation.ts';
import { parametersOf, readerOf, spanOf } from './expressions.ts';
import { createFacts } from './facts.ts';
import { createFlow } from './flow.ts';
import type { OpenModule, OpenModules } from './imports.ts';
import { createNames } from './names.ts';
import { ancestor, nodeAt, parentOf } from './parents.ts';
import { readSpan, readsOf } from './reads.ts';
import type { ParsedText } from './syntax.ts';
import { createTextQuestions, type Question, type Tellable } from './text-questions.ts';

export type SourceFileOptions = {
  readonly path: string;
  readonly role: Role;
  readonly environment: Environment;
  readonly openModules: OpenModules;
};

/** A parsed text as rules see it. It must not be used after the tree is freed. */
export type OpenSourceFile = {
  /** The file with the anchors of one rule. */
  at(hits: readonly Span[]): SourceFile;
  readonly module: OpenModule;
};

/** Wraps a parsed text for rules. Everything is computed when asked for, nothing twice. */
export function openSourceFile(given: ParsedText, options: SourceFileOptions): OpenSourceFile {
  const parsed = { ...given, expressions: new Map<number, Expression>() };
  const { text, tree, language, questions = createTextQuestions() } = parsed;
  const read = readerOf(parsed);
  const root = tree.rootNode;
  const names = createNames(parsed);
  const evaluation = createEvaluation(parsed, names, () => whole, options.openModules);
  const facts = createFacts(parsed, evaluation);
  const flow = createFlow(parsed, names, evaluation, facts);
  const environmentUses = createEnvironmentUses(parsed, names, evaluation, () => whole);
  const conditions = createConditions(parsed);

  /** Notes what is asked about the whole text, so that it can be asked again of the text after an edit. */
  function askText<T extends Tellable>(key: unknown, question: Question<T>): T {
    // Under the key nothing else is asked.
    const answer = questions.ask(text, parsed.edited, key, question) as T;
    readsOf(tree)?.questions.set(key, { question, answer });
    return answer;
  }

  function functionAround(offset: number): FunctionFact | undefined {
    const node = ancestor(nodeAt(tree, offset), ({ type }) => language.functions.has(type));
    if (!node) return undefined;
    const name = language.functionName(node);
    const list = parentOf(node);
    const callNode = list && parentOf(list);
    const call =
      callNode && language.shapes[callNode.type]?.kind === 'call' ? facts.call(callNode) : undefined;
    return {
      span: spanOf(node),
      ...(name === undefined ? {} : { name }),
      parameters: parametersOf(node),
      ...(call ? { passedTo: call.callee } : {}),
      decorators: language.decorators(node).map((decorator) => {
        const made = facts.call(decorator);
        return made ? `${made.callee}()` : decorator.text;
      }),
    };
  }

  function classAround(offset: number): ClassFact | undefined {
    const node = ancestor(nodeAt(tree, offset), ({ type }) => language.classes.has(type));
    if (!node) return undefined;
    return {
      span: spanOf(node),
      name: node.childForFieldName('name')?.text ?? '',
      bases: language.bases(node).map((base) => evaluation.canonical(read(base))),
    };
  }

  function objectsAround(offset: number): readonly ObjectExpression[] {
    const found: ObjectExpression[] = [];
    for (let node = nodeAt(tree, offset); node; node = parentOf(node)) {
      if (language.shapes[node.type]?.kind !== 'object') continue;
      const expression = read(node);
      if (expression.kind === 'object') found.push(expression);
    }
    return found;
  }

  function statement(offset: number, outermost = false): Span {
    let found: Node | undefined;
    for (let node = nodeAt(tree, offset); node && parentOf(node); node = parentOf(node)) {
      if (!language.statements.has(node.type)) continue;
      found = node;
      if (!outermost) break;
    }
    return found ? spanOf(found) : spanOf(root);
  }

  function at(hits: readonly Span[]): SourceFile {
    return {
      path: options.path,
      // No getter: each object with one gets a shape of its own, which holds the tree until a full collection.
      wholeText() {
        const reads = readsOf(tree);
        if (reads) reads.isOpen = true;
        return text;
      },
      source({ start, end }) {
        readSpan(tree, start, end);
        return text.slice(Math.max(0, start), end);
      },
      offsetsOf: names.offsetsOf,
      inText: (ask) => askText(ask, { ask }),
      matches: (pattern) => askText(String(pattern), whetherMatches(pattern)),
      family: language.family,
      language: language.id,
      role: options.role,
      environment: options.environment,
      idioms: language.idioms,
      calls: (table) => callsOf(facts.callsAt(hits), table),
      callsAtAnchors: () => facts.callsAt(hits),
      assignments: () => facts.assignmentsAt(hits),
      strings: () => facts.stringsAt(hits),
      comparisons: () => facts.comparisonsAt(hits),
      references: () => facts.referencesAt(hits),
      environmentUses: () => environmentUses(hits),
      evaluate: evaluation.evaluate,
      property: evaluation.property,
      canonical: evaluation.canonical,
      sinks: flow.sinks,
      nameOf: flow.nameOf,
      fallbackOf: flow.fallbackOf,
      pathOf: flow.pathOf,
      around: conditions.around,
      branches: conditions.branches,
      tests: conditions.tests,
      functionAround,
      classAround,
      imports: (module) => askText(`import ${module}`, whetherImports(module)),
      isInert: (offset) =>
        ancestor(nodeAt(tree, offset), ({ type }) => language.inert.has(type)) !== undefined,
      isMainGuarded: (offset) =>
        ancestor(nodeAt(tree, offset), (node) => {
          const test = node.type === 'if_statement' ? node.childForFieldName('condition') : null;
          return test !== null && offset >= test.endIndex && language.isMainGuard(test.text);
        }) !== undefined,
      objectsAround,
      line(offset) {
        const line = lineAround(text, offset);
        readSpan(tree, line.start, line.end);
        return line;
      },
      statement,
    };
  }

  const whole = at([]);
  return { at, module: evaluation.module };
}

/** The calls of a table. A generator is no part of what is made for each text: see `once` in facts.ts. */
function* callsOf<T>(
  calls: Iterable<Call>,
  table: Readonly<Record<string, T>>,
): Iterable<Call & { readonly entry: T }> {
  for (const call of calls) {
    const key = Object.hasOwn(table, call.callee) ? call.callee : unfollowed(call.callee);
    if (!Object.hasOwn(table, key)) continue;
    // The key was just found; the type of an index access cannot know.
    yield { ...call, entry: table[key] as T };
  }
}

/** `?app.listen` is looked up as `?.listen`. */
function unfollowed(callee: string): string {
  const dot = callee.indexOf('.');
  return callee.startsWith('?') && dot > 0 ? `?${callee.slice(dot)}` : callee;
}

const IMPORT =
  /\b(?:from|import|require\()\s*\(?\s*['"](?:node:)?([^'"\n]+)['"]|\bfrom[ \t]+([\w.]+)|\bimport[ \t]+([\w.]+(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*[\w.]+(?:[ \t]+as[ \t]+\w+)?)*)/g;

/** Without a memory of where it matched last. */
const ANY_IMPORT = new RegExp(IMPORT.source);

/** Made out here, as questions are kept after the tree is gone, and with them whatever stands around them. */
function whetherMatches(pattern: RegExp): Question<boolean> {
  return { pattern, ask: (text) => pattern.test(text) };
}

function whetherImports(module: string): Question<boolean> {
  return { pattern: ANY_IMPORT, ask: (text) => importedModules(text).has(module) };
}

/** What the text that was asked of last imports. */
let lastImports = { text: '', modules: new Set<string>() };

/** The modules that a text imports, by the form of the import; exact enough to gate, as it can only find too many. */
function importedModules(text: string): ReadonlySet<string> {
  if (lastImports.text === text) return lastImports.modules;
  const modules = new Set<string>();
  lastImports = { text, modules };
  for (const [, quoted, from, bare = ''] of text.matchAll(IMPORT)) {
    if (quoted !== undefined) addWithParents(modules, quoted, '/');
    if (from !== undefined) addWithParents(modules, from, '.');
    for (const name of bare.split(',')) {
      const module = name.trim().split(/\s/)[0] ?? '';
      if (module !== '') addWithParents(modules, module, '.');
    }
  }
  return modules;
}

/** `logging.handlers` is an import of `logging` too. */
function addWithParents(modules: Set<string>, name: string, separator: string): void {
  for (let end = name.length; end > 0; end = name.lastIndexOf(separator, end - 1))
    modules.add(name.slice(0, end));
}

function lineAround(text: string, offset: number): { start: number; end: number; indentation: string } {
  // Before the first unit there is no line break, which a negative index would find at it.
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', offset);
  const end = next < 0 ? text.length : next;
  const indentation = /^[ \t]*/.exec(text.slice(start, end))?.[0] ?? '';
  return { start, end, indentation };
}
