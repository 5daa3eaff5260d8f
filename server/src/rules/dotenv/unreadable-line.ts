import { namesOfDialects } from '../../formats/dotenv/detect.ts';
import { type DotenvDialect, evaluateDotenv } from '../../formats/dotenv/evaluate.ts';
import type { DotenvProblem, DotenvStatement } from '../../formats/dotenv.ts';
import { defineRule } from '../../model/rule.ts';
import { readersOf } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';

/** Other rules say why such lines are refused. */
const SAID_BY_OTHERS: ReadonlySet<DotenvProblem['kind']> = new Set([
  'unclosed-quote',
  'byte-order-mark',
  'carriage-return',
  'space-before-separator',
  'space-after-separator',
  'invalid-key',
  'missing-key',
  'missing-separator',
]);

export default defineRule({
  id: 'dotenv/unreadable-line',
  severity: 'warning',
  summary: 'Write lines that what loads the file can read: an assignment or a comment.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      const refusals = readers.areKnown ? refusedLines(document.text, readers.dialects) : new Map();
      for (const statement of document.statements) {
        const refused: Refused | undefined = refusals.get(statement.line);
        if (statement.kind === 'unknown') {
          yield {
            span: statement.contentSpan,
            message: `This line is no assignment and no comment: ${
              refused
                ? `${namesOfDialects(refused.dialects)} cannot read the file because of it`
                : 'some readers drop it without a word, others refuse the whole file'
            }. Write 'KEY=value', or '#' before it.`,
          };
          continue;
        }
        if (!refused || !isContent(statement)) continue;
        if (statement.problems.some(({ kind }) => SAID_BY_OTHERS.has(kind))) continue;
        yield {
          span: statement.contentSpan,
          message: messageFor(refused),
          severity: 'error',
        };
      }
    },
  },
});

function messageFor({ dialects, reason }: Refused): string {
  // Of an unquoted value with blanks a shell runs what follows the first.
  if (reason === 'a command' && dialects.every((dialect) => dialect === 'bash'))
    return 'A shell takes a part of this line for a command and runs it, so the variable is not set. Put the value in quotes.';
  return `This line cannot be read by ${namesOfDialects(dialects)} (${reason}), so the whole file is not loaded. Write it in another way.`;
}

type Refused = { readonly reason: string; readonly dialects: DotenvDialect[] };

/** By line, from 0: which readers give the file up there, and the reason of the first. */
function refusedLines(text: string, dialects: readonly DotenvDialect[]): Map<number, Refused> {
  const lines = new Map<number, Refused>();
  for (const dialect of dialects) {
    const { refused } = evaluateDotenv(text, dialect);
    // A variable that must be set may be set elsewhere.
    if (!refused || refused.reason === 'a required variable that is not set') continue;
    const known = lines.get(refused.line);
    if (known) known.dialects.push(dialect);
    else lines.set(refused.line, { reason: refused.reason, dialects: [dialect] });
  }
  return lines;
}

function isContent({ kind }: DotenvStatement): boolean {
  return kind === 'assignment' || kind === 'bare-key';
}
