import type { Span } from '../../model/span.ts';
import type { VariableUse } from '../../model/variable.ts';

/** How a format writes that the value of a variable goes here. Group `name`, and the shell's operator in `operator`. */
export type ReferenceForm = RegExp;

/** `$NAME`, `${NAME}`, `${NAME:-default}`; `$$` stands for a dollar sign. */
export const SHELL_REFERENCE: ReferenceForm =
  /\$(?:\$|\{[#!]?(?<braced>[A-Za-z_]\w*)(?<operator>:?[-=?+])?|(?<plain>[A-Za-z_]\w*))/g;

/** `$(NAME)`, as Kubernetes and Make write it. */
export const BRACKET_REFERENCE: ReferenceForm = /\$(?:\$|\((?<braced>[A-Za-z_]\w*)\))/g;

export type ReferenceOptions = {
  readonly detail: string;
  readonly form?: ReferenceForm;
  /** Default: all. */
  readonly accepts?: (name: string) => boolean;
};

/** The references in a stretch of a text, in its order; those in defaults of others too. Linear. */
export function* referencesIn(
  text: string,
  span: Span,
  { detail, form = SHELL_REFERENCE, accepts = () => true }: ReferenceOptions,
): Iterable<VariableUse> {
  const stretch = text.slice(span.start, span.end);
  if (!stretch.includes('$')) return;
  for (const match of stretch.matchAll(form)) {
    const { braced, plain, operator } = match.groups ?? {};
    const name = braced ?? plain;
    if (name === undefined || !accepts(name) || stretch[match.index - 1] === '\\') continue;
    const from = match.index + match[0].length - (operator?.length ?? 0) - name.length;
    // In `$(NAME)` the match goes on after the name.
    const at = span.start + stretch.lastIndexOf(name, from);
    yield {
      name,
      kind: 'reference',
      span: { start: at, end: at + name.length },
      detail,
      ...needOf(operator, stretch, match.index + match[0].length),
    };
  }
}

/** A default is looked at for so many UTF-16 units: whoever writes a longer one does not want to read it again. */
const LONGEST_DEFAULT = 200;

function needOf(
  operator: string | undefined,
  text: string,
  at: number,
): Pick<VariableUse, 'need' | 'fallback'> {
  switch (operator?.at(-1)) {
    case '-':
    case '=': {
      const rest = text.slice(at, at + LONGEST_DEFAULT);
      const close = rest.indexOf('}');
      const fallback = close < 0 ? '$' : rest.slice(0, close);
      return { need: 'default', ...(/[${\n]/.test(fallback) ? {} : { fallback }) };
    }
    // `${NAME:+…}` asks whether it is set, so that nothing is missing where it is not.
    case '+':
      return { need: 'default' };
    case '?':
      return { need: 'required' };
    default:
      return { need: 'optional' };
  }
}

/** `NAME=value` or `NAME` at the start of a stretch, as lists of variables have it. */
export function assignmentAt(
  text: string,
  span: Span,
): { readonly name: string; readonly span: Span; readonly isSet: boolean } | undefined {
  const match = /^([A-Za-z_][\w.-]*)[ \t]*(=)?/.exec(text.slice(span.start, span.end));
  const [, name, equals] = match ?? [];
  if (name === undefined) return undefined;
  return {
    name,
    span: { start: span.start, end: span.start + name.length },
    isSet: equals !== undefined,
  };
}
