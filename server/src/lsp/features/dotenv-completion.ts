import { type DotenvDocument, parseDotenv } from '../../formats/dotenv.ts';
import { isPlatformVariable } from '../../model/platform-variables.ts';
import type { VariableNeed } from '../../model/variable.ts';
import { outcomesOf, readingsOf } from './dotenv-values.ts';
import type { Completion, PlaceRequest } from './feature.ts';

const REFERENCE = /\$(\{?)([A-Za-z_]\w*)?$/;
const KEY = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)?$/;

/** In a value, references to what is set above; at the start of a line, variables that code reads and nobody sets here. */
export async function completeDotenv(request: PlaceRequest): Promise<readonly Completion[]> {
  const { path, text, offset } = request;
  const document = parseDotenv(path, text);
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const value = document.assignments.find(
    ({ separatorSpan, span }) =>
      offset >= separatorSpan.end && offset <= span.end && offset > separatorSpan.start,
  );
  if (value && isInValue(value, offset)) return completeReference(request, document, before, value.line);
  return completeKey(request, document, before);
}

function isInValue(
  { quotedSpan, separatorSpan }: DotenvDocument['assignments'][number],
  offset: number,
): boolean {
  return offset >= separatorSpan.end && offset <= Math.max(quotedSpan.end, separatorSpan.end);
}

function completeReference(
  request: PlaceRequest,
  { assignments }: DotenvDocument,
  before: string,
  line: number,
): readonly Completion[] {
  const match = REFERENCE.exec(before);
  if (!match) return [];
  const { text, offset } = request;
  const [, brace = '', prefix = ''] = match;
  const following = /^\w*/.exec(text.slice(offset, offset + 200))?.[0] ?? '';
  const span = { start: offset - prefix.length, end: offset + following.length };
  const closing = brace !== '' && text[span.end] !== '}' ? '}' : '';
  const readings = readingsOf(request);
  const names = new Set(assignments.filter((one) => one.line < line && one.key !== '').map(({ key }) => key));
  return [...names].map((name) => ({
    label: name,
    kind: 'variable',
    detail: outcomesOf(name, readings)[0]?.short ?? '',
    span,
    text: name + closing,
  }));
}

type Wanted = { readonly need?: VariableNeed; readonly path: string };

function completeKey(
  { path, text, offset, folder }: PlaceRequest,
  { statements }: DotenvDocument,
  before: string,
): readonly Completion[] {
  const match = KEY.exec(before);
  if (!match) return [];
  const prefix = match[1] ?? '';
  const following = /^\w*/.exec(text.slice(offset, offset + 200))?.[0] ?? '';
  const span = { start: offset - prefix.length, end: offset + following.length };
  const separator = /^[ \t]*[=:]/.test(text.slice(span.end)) ? '' : '=';
  const present = new Set(
    statements.flatMap((one) => {
      const isOther = one.kind === 'assignment' || one.kind === 'bare-key';
      return isOther && one.keySpan.start !== span.start ? [one.key] : [];
    }),
  );
  const wanted = new Map<string, Wanted>();
  for (const summary of folder.summaries()) {
    if (summary.path === path) continue;
    for (const { name, kind, need } of summary.variables) {
      if (kind !== 'read' || present.has(name) || isPlatformVariable(name)) continue;
      const known = wanted.get(name);
      if (!known || (need === 'required' && known.need !== 'required'))
        wanted.set(name, { path: summary.path, ...(need ? { need } : {}) });
    }
  }
  return [...wanted]
    .sort(([one, a], [other, b]) => rank(a) - rank(b) || (one < other ? -1 : 1))
    .map(([name, { need, path: reader }]) => ({
      label: name,
      kind: 'variable',
      detail: `read in ${reader}${need === undefined ? '' : `, ${IN_WORDS[need]}`}`,
      span,
      text: name + separator,
    }));
}

const IN_WORDS: Readonly<Record<VariableNeed, string>> = {
  required: 'required',
  default: 'has a default',
  optional: 'optional',
};

/** What the application cannot do without comes first. */
function rank({ need }: Wanted): number {
  return need === 'required' ? 0 : 1;
}
