import type { Span } from '../../model/span.ts';
import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { type DataMap, entriesOf, mapsIn, readYaml, textOf, valueAt } from './data.ts';
import { referencesIn } from './references.ts';

export function isWorkflow(path: string): boolean {
  return /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/.test(path);
}

/** `env.NAME`, `vars.NAME`, `secrets.NAME`, in brackets too, inside an expression. */
const CONTEXT = /\b(env|vars|secrets)(?:\.|\[['"])([A-Za-z_][\w-]*)/g;
/** Longer ones than this are none: it bounds the time that an unclosed one takes. */
const EXPRESSION = /\$\{\{[\s\S]{0,500}?\}\}/g;

/** What a workflow gives to its steps, and what it takes of the variables and secrets that GitHub keeps. */
export function readWorkflowVariables(_path: string, text: string): VariableUses {
  const { documents, texts } = readYaml(text);
  const uses: VariableUse[] = [];
  for (const document of documents) {
    for (const { value: job } of entriesOf(valueAt(document, 'jobs'))) {
      for (const { key: service, value } of entriesOf(valueAt(job, 'services'))) {
        // Variables of a ready-made image have the image's names for them.
        const detail = `service ${service}`;
        for (const { key: name, keySpan: span } of entriesOf(valueAt(value, 'env')))
          uses.push({ name, kind: 'provide', span, detail, external: true });
      }
    }
    for (const map of mapsIn(document)) {
      for (const { key: name, keySpan: span } of entriesOf(valueAt(map, 'env'))) {
        uses.push({ name, kind: 'provide', span, detail: placeOf(map) });
      }
      const test = valueAt(map, 'if');
      if (test?.kind === 'text') uses.push(...contextsIn(text, test.span));
    }
  }
  // `echo "NAME=value" >> "$GITHUB_ENV"`
  for (const match of text.matchAll(
    /\becho[ \t]+["']?([A-Za-z_]\w*)=[^\n]{0,500}?>>[ \t]*["']?\$\{?GITHUB_ENV\b/g,
  )) {
    const name = match[1] ?? '';
    const start = match.index + match[0].indexOf(name, 'echo '.length);
    uses.push({ name, kind: 'provide', span: { start, end: start + name.length }, detail: 'GITHUB_ENV' });
  }
  const provided = new Set(uses.filter(({ kind }) => kind === 'provide').map(({ name }) => name));
  for (const span of texts) {
    for (const { index, 0: expression } of text.slice(span.start, span.end).matchAll(EXPRESSION)) {
      const start = span.start + index;
      uses.push(...contextsIn(text, { start, end: start + expression.length }));
    }
    uses.push(...referencesIn(text, span, { detail: 'workflow', accepts: (name) => provided.has(name) }));
  }
  return { uses, readsWholeEnvironment: false };
}

function placeOf(map: DataMap): string {
  if (valueAt(map, 'jobs')) return 'workflow';
  const name = textOf(valueAt(map, 'name'));
  const kind = valueAt(map, 'steps') || valueAt(map, 'runs-on') ? 'job' : 'step';
  return name ? `${kind} ${name}` : kind;
}

function* contextsIn(text: string, { start, end }: Span): Iterable<VariableUse> {
  for (const match of text.slice(start, end).matchAll(CONTEXT)) {
    const [whole, context = '', name = ''] = match;
    const at = start + match.index + whole.length - name.length;
    yield {
      name,
      kind: 'reference',
      span: { start: at, end: at + name.length },
      need: 'optional',
      detail: context === 'env' ? 'workflow' : `${context} of GitHub`,
      // What GitHub keeps is not renamed by an edit.
      ...(context === 'env' ? {} : { external: true }),
    };
  }
}
