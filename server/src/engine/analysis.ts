import { parseDockerfile } from '../formats/dockerfile.ts';
import type { DotenvContext } from '../formats/dotenv/detect.ts';
import { parseDotenv } from '../formats/dotenv.ts';
import { onlyNamesProcesses } from '../formats/procfile/process-names.ts';
import type { ProcfileContext } from '../formats/procfile/targets.ts';
import { parseProcfile } from '../formats/procfile.ts';
import { variableFormatIn, variableFormatOf } from '../formats/variables/index.ts';
import { commentsByLexer, commentsByTree, type InComments } from '../languages/comments.ts';
import { languageOf } from '../languages/index.ts';
import type { Language } from '../languages/language.ts';
import { createLexer, type Lexer } from '../languages/lexer.ts';
import { lexicalTableOf } from '../languages/lexical.ts';
import type { Grammars, ParsedText } from '../languages/syntax.ts';
import type { ProcessFact } from '../model/process.ts';
import type { Environment, Role } from '../model/role.ts';
import { DEFAULT_ENVIRONMENTS, DEFAULT_ROLES, type Observer, type Rule } from '../model/rule.ts';
import type { Span } from '../model/span.ts';
import type { Observation, Summary } from '../model/summary.ts';
import type { VariableUses } from '../model/variable.ts';
import { type CodeText, createAsking, type SaidOfText } from './asking.ts';
import { type Collected, collect, type FileAnalysis } from './file-analysis.ts';
import { type FormatId, formatOf } from './formats.ts';
import { createGate, type Wanted } from './gate.ts';
import { createHitMemory } from './hit-memory.ts';
import type { Asked, ModuleStore } from './modules.ts';
import { roleOf } from './roles.ts';
import { parseSuppressions } from './suppressions.ts';
import { formatVariables } from './variables.ts';

/** What failures of the tool itself stand under. */
export const ENGINE = 'engine';

export type AnalysisInput = {
  readonly path: string;
  readonly text: string;
  /** Gives a tree that somebody else owns, for open documents; else one is made and freed. */
  readonly parsed?: () => ParsedText;
  /** What reads the file, if it is a Procfile. Default: nothing is known. */
  readonly procfile?: ProcfileContext;
  /** What reads the file, if it is a dotenv file. Default: nothing is known. */
  readonly dotenv?: DotenvContext;
  /** Of an open document: another number as soon as other files may have changed. */
  readonly revisionOfOthers?: number;
};

export type Analyzer = {
  /** Whether any rule or observer has a say in a file of this path; if not, it need not be read. */
  isWanted(path: string): boolean;
  /** Whether the bytes may hold anything any rule would look at; false is certain. */
  mayMatter(path: string, bytes: Uint8Array): boolean;
  /** The language whose grammar must be loaded to analyse the file; undefined where none is needed. */
  languageNeeded(path: string, text: string): Language | undefined;
  analyze(input: AnalysisInput, modules: ModuleStore): FileAnalysis;
};

const NO_TARGETS: ProcfileContext = { targets: [] };
const NO_DIALECTS: DotenvContext = { dialects: [] };

const NOTHING_ASKED: Asked = { used: [], needed: [] };

const NOTHING_SEEN = { observations: [], variables: [], readsWholeEnvironment: false } as const;

/** A comment that speaks to the tool holds this word. */
const DIRECTIVE = 'twelve-factor-';

/** The engine over one set of rules. Files are analysed one after another: a parser is not reentrant. */
export function createAnalyzer(
  grammars: Grammars,
  rules: readonly Rule[],
  observers: readonly Observer[],
): Analyzer {
  const codeRules = rules.filter((rule) => rule.code);
  const known = new Set<string>(rules.map(({ id }) => id));
  const gate = createGate([
    ...codeRules.map((rule) => ({ anchors: rule.code?.anchors ?? {} })),
    ...observers,
    { anchors: { javascript: [DIRECTIVE], python: [DIRECTIVE] } },
  ]);
  const memory = createHitMemory(gate);
  const asking = createAsking(codeRules, observers);
  const directive = codeRules.length + observers.length;
  const lexers = new Map<string, Lexer>();

  function lexerOf(language: Language): Lexer {
    const known = lexers.get(language.id);
    if (known) return known;
    const lexer = createLexer(lexicalTableOf(language.id));
    lexers.set(language.id, lexer);
    return lexer;
  }

  const wantedIn = new Map<string, Wanted>();

  /** Who has a say in a file of this role and environment. Comments to the tool matter where a rule has. */
  function wantedAt(place: Place): Wanted {
    const key = `${place.role} ${place.environment}`;
    const known = wantedIn.get(key);
    if (known) return known;
    const ofRules = codeRules.map((rule) => speaks(rule, place));
    const ofObservers = observers.map(({ roles = DEFAULT_ROLES }) => roles.includes(place.role));
    const wanted = [...ofRules, ...ofObservers, ofRules.includes(true)];
    wantedIn.set(key, wanted);
    return wanted;
  }

  function analyzeCode(input: AnalysisInput, language: Language, modules: ModuleStore): FileAnalysis {
    const { path, text } = input;
    const place = roleOf(path, text);
    const wanted = wantedAt(place);
    const found = input.parsed
      ? memory.hits(path, text, language.family, wanted)
      : gate.hits(text, language.family, wanted);
    const held = found.size > 0 ? heldTree(input) : undefined;
    const inComments = held ? commentsByTree(held) : commentsByLexer(lexerOf(language));
    const hits = withoutComments(found, text, inComments, directive);
    const result = collect(path);
    const base = { path, ...place, family: language.family, language: language.id };
    const suppressions = hits.has(directive)
      ? readSuppressions(text, lexerOf(language).comments(text))
      : undefined;
    hits.delete(directive);
    if (hits.size === 0) return result.done({ ...base, ...NOTHING_SEEN }, suppressions, NOTHING_ASKED);

    const asked = { path, ...place, hits };
    const said = held
      ? asking.again(asked, held, modules, input.revisionOfOthers ?? 0)
      : askOnce(asked, grammars.parse(language, text), modules);
    const observations: Observation[] = [];
    const variables: VariableUses[] = [];
    for (const [consumer, answer] of [...said.answers].sort(([one], [other]) => one - other)) {
      result.take(codeRules[consumer], answer);
      observations.push(...answer.observations);
      variables.push(...answer.variables);
    }
    const summary: Summary = {
      ...base,
      observations: observations.sort(bySpan),
      variables: variables.flatMap(({ uses }) => uses),
      readsWholeEnvironment: variables.some(({ readsWholeEnvironment }) => readsWholeEnvironment),
      ...prefixesOf(variables),
    };
    return result.done(summary, suppressions, said.modules, modules.lines);
  }

  function askOnce(text: CodeText, parsed: ParsedText, modules: ModuleStore): SaidOfText {
    try {
      return asking.once(text, parsed, modules);
    } finally {
      parsed.tree.delete();
    }
  }

  function readSuppressions(text: string, comments: Iterable<Span>): FileAnalysis['suppressions'] {
    return text.includes(DIRECTIVE) ? { ...parseSuppressions(text, comments, known), text } : undefined;
  }

  function analyzeFormat(input: AnalysisInput): FileAnalysis {
    const { path, text } = input;
    const place = roleOf(path, text);
    const result = collect(path);
    const format = formatOf(path);
    const observations = format ? checkFormat(input, format, place, result) : [];
    const { uses: variables, readsWholeEnvironment, givesUnnamed } = formatVariables(path, text);
    const language = format ?? variableFormatIn(path, text) ?? 'plaintext';
    const processes: ProcessFact[] = [];
    for (const observer of observers) {
      result.observe(() => processes.push(...(observer.processes?.(path, text) ?? [])));
    }
    const summary: Summary = {
      path,
      ...place,
      language,
      observations,
      variables,
      readsWholeEnvironment,
      ...(givesUnnamed ? { givesUnnamed } : {}),
      ...(processes.length > 0 ? { processes: processes.sort(bySpan) } : {}),
    };
    return result.done(summary, readSuppressions(text, lineComments(text)), NOTHING_ASKED);
  }

  /** Lets rules speak of a document; gives what observers see in it. */
  function checkFormat(
    { path, text, procfile = NO_TARGETS, dotenv = NO_DIALECTS }: AnalysisInput,
    format: FormatId,
    place: Place,
    result: Collected,
  ): readonly Observation[] {
    const relevant = rules.filter((rule) => rule.formats?.[format] && speaks(rule, place));
    const watching = observers.filter(({ roles = DEFAULT_ROLES }) => roles.includes(place.role));
    const observations: Observation[] = [];
    if (format === 'dockerfile') {
      const document = parseDockerfile(path, text);
      for (const rule of relevant) result.run(rule, () => rule.formats?.dockerfile?.(document));
      for (const { formats } of watching)
        result.observe(() => observations.push(...(formats?.dockerfile?.(document) ?? [])));
    } else if (format === 'dotenv') {
      const document = parseDotenv(path, text);
      for (const rule of relevant) result.run(rule, () => rule.formats?.dotenv?.(document, dotenv));
    } else {
      const document = parseProcfile(path, text);
      for (const rule of relevant) result.run(rule, () => rule.formats?.procfile?.(document, procfile));
      for (const { formats } of watching)
        result.observe(() => observations.push(...(formats?.procfile?.(document) ?? [])));
    }
    return observations.sort(bySpan);
  }

  return {
    isWanted(path) {
      if (!languageOf(path)) return isFormat(path);
      return wantedAt(roleOf(path)).includes(true);
    },
    mayMatter(path, bytes) {
      const language = languageOf(path);
      if (!language) return isFormat(path);
      return gate.mayHit(bytes, language.family, wantedAt(roleOf(path)));
    },
    languageNeeded(path, text) {
      const language = languageOf(path);
      if (!language || grammars.isLoaded(language)) return undefined;
      try {
        // Those who have a say in the file's role.
        const found = gate.hits(text, language.family, wantedAt(roleOf(path, text)));
        const hits = withoutComments(found, text, commentsByLexer(lexerOf(language)), directive);
        hits.delete(directive);
        return hits.size > 0 ? language : undefined;
      } catch {
        // The analysis meets the same and says so.
        return undefined;
      }
    },
    analyze(input, modules) {
      const { path } = input;
      const result = collect(path);
      try {
        const language = languageOf(path);
        if (language) return analyzeCode(input, language, modules);
        if (isFormat(path)) return analyzeFormat(input);
      } catch (error) {
        // One file must not end the analysis of the others.
        modules.takeAsked();
        result.fail(ENGINE, error);
      }
      const summary: Summary = { path, ...roleOf(path), language: 'plaintext', ...NOTHING_SEEN };
      return result.done(summary, undefined, NOTHING_ASKED);
    },
  };
}

/** Whether the path is of a file that is no code and is read. */
export function isFormat(path: string): boolean {
  return formatOf(path) !== undefined || variableFormatOf(path) !== undefined || onlyNamesProcesses(path);
}

type Place = { readonly role: Role; readonly environment: Environment };

/** Whether a rule has a say in a file of this role and environment. */
export function speaks(rule: Rule, { role, environment }: Place): boolean {
  return (
    (rule.roles ?? DEFAULT_ROLES).includes(role) &&
    (rule.environments ?? DEFAULT_ENVIRONMENTS).includes(environment)
  );
}

/** The tree that the editor's document has of just this text: the editor may have gone on since it was taken. */
function heldTree({ text, parsed }: AnalysisInput): ParsedText | undefined {
  const held = parsed?.();
  return held?.text === text ? held : undefined;
}

function withoutComments(
  hits: Map<number, Span[]>,
  text: string,
  inComments: InComments,
  directive: number,
): Map<number, Span[]> {
  if (hits.size === 0) return hits;
  const offsets = [...new Set([...hits.values()].flat().map(({ start }) => start))].sort((a, b) => a - b);
  const inComment = inComments(text, offsets);
  const kept = new Map<number, Span[]>();
  for (const [consumer, spans] of hits) {
    const outside =
      consumer === directive
        ? spans.filter(({ start }) => inComment.has(start))
        : spans.filter(({ start }) => !inComment.has(start));
    if (outside.length > 0) kept.set(consumer, outside);
  }
  return kept;
}

function* lineComments(text: string): Iterable<Span> {
  for (const match of text.matchAll(/^[ \t]*(#[^\r\n]*)/gm)) {
    const comment = match[1] ?? '';
    const start = match.index + match[0].length - comment.length;
    yield { start, end: start + comment.length };
  }
}

function bySpan(one: { readonly span: Span }, other: { readonly span: Span }): number {
  return one.span.start - other.span.start || one.span.end - other.span.end;
}

function prefixesOf(variables: readonly VariableUses[]): Pick<Summary, 'variablePrefixes'> {
  const variablePrefixes = variables.flatMap(({ prefixes = [] }) => prefixes);
  return variablePrefixes.length > 0 ? { variablePrefixes } : {};
}
