import type { DotenvContext } from '../../formats/dotenv/detect.ts';
import type { DotenvDialect } from '../../formats/dotenv/evaluate.ts';
import type { Edit } from '../../model/finding.ts';
import type { Span } from '../../model/span.ts';
import type { Summary } from '../../model/summary.ts';
import type { Variables } from '../../workspace/variables.ts';

/** The workspace folder of a request, as features see it. Paths are relative to it, with `/`. */
export type FeatureFolder = {
  has(path: string): boolean;
  /** All files that are known, open ones too. */
  paths(): Iterable<string>;
  /** The present text: the editor's, else the file's; undefined if it cannot be read. */
  read(path: string): Promise<string | undefined>;
  /** What is known to read a dotenv file; empty where nothing says it. */
  dotenvDialects(path: string): readonly DotenvDialect[];
  /** What is known around a dotenv file. */
  dotenvContext(path: string): DotenvContext;
  /** What is known of the analysed files. */
  summaries(): Iterable<Summary>;
  /** What is known of one analysed file. */
  summary(path: string): Summary | undefined;
  readonly variables: Variables;
};

/** A request about an open document. */
export type FeatureRequest = {
  readonly path: string;
  readonly text: string;
  readonly folder: FeatureFolder;
};

/** A request about a place in an open document: an offset in UTF-16 units. */
export type PlaceRequest = FeatureRequest & { readonly offset: number };

export type FoundPlace = { readonly path: string; readonly span: Span };

export type RenameEdit = FoundPlace & {
  readonly text: string;
  /** Why a person should look at it first, as a heading: "Other projects that share a manifest". */
  readonly confirm?: string;
};

export type Completion = {
  readonly label: string;
  readonly kind: 'type' | 'command' | 'file' | 'variable';
  /** One line beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What the text replaces. */
  readonly span: Span;
  /** Default: the label. */
  readonly text?: string;
};

export type FeatureSymbol = {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'process' | 'variable';
  readonly span: Span;
  readonly nameSpan: Span;
};

export type Inlay = { readonly offset: number; readonly label: string; readonly tooltip: string };

/** Kinds of tokens, in the order of the legend that the client is told. */
export const TOKEN_TYPES = ['type', 'variable', 'operator', 'function', 'parameter'] as const;
export type Token = { readonly span: Span; readonly type: (typeof TOKEN_TYPES)[number] };

/** Why a rename is not made, in words for the user. */
export class RenameRefusal extends Error {}

/** What the editor can do in files of one kind; what is absent answers nothing. Spans are in UTF-16 units. */
export type Feature = {
  isFor(path: string): boolean;
  readonly completion?: (request: PlaceRequest) => Promise<readonly Completion[]>;
  /** Markdown about what stands at the place. What several features say is shown together. */
  readonly hover?: (
    request: PlaceRequest,
  ) => Promise<{ readonly span: Span; readonly markdown: string } | undefined>;
  readonly definition?: (request: PlaceRequest) => Promise<readonly FoundPlace[]>;
  readonly references?: (request: PlaceRequest) => Promise<readonly FoundPlace[]>;
  /** What a rename at the place would rename; undefined where nothing can be. Throws `RenameRefusal`. */
  readonly renamable?: (request: PlaceRequest) => Promise<Span | undefined>;
  /** The edits of a rename. Throws `RenameRefusal`. */
  readonly rename?: (request: PlaceRequest & { readonly newName: string }) => Promise<readonly RenameEdit[]>;
  readonly symbols?: (request: FeatureRequest) => readonly FeatureSymbol[];
  /** Runs of lines, from 0, both ends included. */
  readonly folding?: (request: FeatureRequest) => readonly { readonly start: number; readonly end: number }[];
  readonly formatting?: (request: FeatureRequest) => readonly Edit[];
  /** Short text shown behind an offset. */
  readonly inlays?: (request: FeatureRequest) => readonly Inlay[];
  /** In the order of the text, none over another. */
  readonly tokens?: (request: FeatureRequest) => readonly Token[];
  readonly links?: (
    request: FeatureRequest,
  ) => Promise<readonly { readonly span: Span; readonly path: string }[]>;
};
