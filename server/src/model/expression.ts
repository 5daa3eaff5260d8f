import type { Span } from './span.ts';

/**
 * A language-neutral expression. `languages/` makes it out of a syntax tree; it holds no tree, so it may
 * outlive one. Wrappers that change no value (parentheses, `await`, casts, `!` of TypeScript) are left out.
 */
export type Expression =
  | StringExpression
  | TemplateExpression
  | { readonly kind: 'number'; readonly span: Span; readonly value: number }
  | { readonly kind: 'constant'; readonly span: Span; readonly value: boolean | null }
  | { readonly kind: 'name'; readonly span: Span; readonly name: string }
  | MemberExpression
  | { readonly kind: 'index'; readonly span: Span; readonly object: Expression; readonly index: Expression }
  | CallExpression
  | ObjectExpression
  | { readonly kind: 'list'; readonly span: Span; readonly items: readonly Expression[] }
  | {
      readonly kind: 'binary';
      readonly span: Span;
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'unary';
      readonly span: Span;
      readonly operator: string;
      readonly operand: Expression;
    }
  | {
      readonly kind: 'conditional';
      readonly span: Span;
      readonly test: Expression;
      readonly consequence: Expression;
      readonly alternative: Expression;
    }
  /** Its body is not entered; ask the source file for what stands inside `span`. */
  | { readonly kind: 'function'; readonly span: Span; readonly parameters: readonly string[] }
  | { readonly kind: 'other'; readonly span: Span };

export type StringExpression = {
  readonly kind: 'string';
  /** With the quotes. */
  readonly span: Span;
  /** Between the quotes. */
  readonly content: Span;
  /** Escapes decoded. */
  readonly value: string;
};

export type TemplateExpression = {
  readonly kind: 'template';
  readonly span: Span;
  /** Literal text (undecoded) and the interpolated expressions, in order. */
  readonly parts: readonly (string | Expression)[];
};

export type MemberExpression = {
  readonly kind: 'member';
  readonly span: Span;
  readonly object: Expression;
  readonly property: string;
};

export type CallExpression = {
  readonly kind: 'call';
  readonly span: Span;
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  /** From the first to the last bracket of the argument list, brackets included. */
  readonly argumentsSpan: Span;
};

export type Argument = {
  readonly span: Span;
  /** Of a keyword argument. */
  readonly name?: string;
  readonly value: Expression;
  /** `...rest`, `*args`, `**kwargs`: what it holds is unknown. */
  readonly spread?: true;
};

export type ObjectExpression = {
  readonly kind: 'object';
  readonly span: Span;
  readonly entries: readonly Entry[];
  /** A spread or a computed key: an absent key may still be there. */
  readonly open: boolean;
};

export type Entry = {
  readonly span: Span;
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Expression;
};
