import type { DotenvDocument } from '../../formats/dotenv.ts';
import { isDotenvTemplate } from '../../formats/variables/dotenv.ts';
import { isPlatformVariable } from '../../model/platform-variables.ts';
import { defineRule } from '../../model/rule.ts';
import { DOTENV_SCOPE } from './scope.ts';
import { secretIn } from './secrets.ts';

/** Names that are said one by one. */
const MOST_NAMED = 3;

export default defineRule({
  id: 'dotenv/missing-variable',
  severity: 'information',
  summary:
    'Set what the example of a dotenv file shows, or show it in a comment there if it may be left out.',
  ...DOTENV_SCOPE,
  environments: ['development', 'any'],
  formats: {
    *dotenv(document, { neighbours = [] }) {
      const { path, text, statements } = document;
      if (isDotenvTemplate(path) || isLayer(path)) return;
      const template = neighbours.find((one) => one.kind === 'template' && one.path.startsWith(path));
      if (!template) return;
      const set = namesIn(document);
      const elsewhere = new Set(
        neighbours.filter(({ kind }) => kind === 'layer').flatMap(({ values }) => [...values.keys()]),
      );
      const missing = [...template.values.keys()].filter(
        (name) => !set.has(name) && !elsewhere.has(name) && !isPlatformVariable(name),
      );
      // Of something else, or not begun.
      if (missing.length === 0 || missing.length === template.values.size) return;
      const first = statements.find(({ kind }) => kind !== 'blank');
      const lead = text === '' || text.endsWith('\n') ? '' : '\n';
      const lines = missing.map((name) => `${name}=${exampleOf(name, template.values.get(name) ?? '')}\n`);
      const example = template.path.slice(template.path.lastIndexOf('/') + 1);
      yield {
        span: first?.contentSpan ?? { start: 0, end: 0 },
        message: `${example} shows ${inWords(missing)}, which ${missing.length === 1 ? 'is' : 'are'} not set here, so the application may miss ${missing.length === 1 ? 'it' : 'them'} when it runs. Set ${missing.length === 1 ? 'it' : 'them'}, or put '#' before ${missing.length === 1 ? 'it' : 'them'} in the example.`,
        confidence: 'medium',
        fixes: [
          {
            title: missing.length === 1 ? `Add ${missing[0]} from ${example}` : `Add them from ${example}`,
            kind: 'suggested',
            edits: [{ span: { start: text.length, end: text.length }, text: lead + lines.join('') }],
          },
        ],
      };
    },
  },
});

/** As written there; what looks like a real secret goes nowhere else. */
function exampleOf(name: string, written: string): string {
  return secretIn(name, written.replace(/^["'`]|["'`]$/g, '')) ? '' : written;
}

/** `.env.local` and `.env.production` hold only what differs from `.env`. */
function isLayer(path: string): boolean {
  return /(?:^|\/)\.env[._-]/.test(path);
}

/** What is assigned, handed on from the environment, or left out on purpose: in a comment. */
function namesIn({ text, statements }: DotenvDocument): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of statements) {
    if (statement.kind === 'assignment' || statement.kind === 'bare-key') names.add(statement.key);
    if (statement.kind !== 'comment') continue;
    const { start, end } = statement.contentSpan;
    const name = /^#+[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=/.exec(text.slice(start, end))?.[1];
    if (name !== undefined) names.add(name);
  }
  return names;
}

function inWords(names: readonly string[]): string {
  if (names.length > MOST_NAMED)
    return `${names.slice(0, MOST_NAMED - 1).join(', ')} and ${names.length - MOST_NAMED + 1} more variables`;
  return names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
