import { type DotenvDialect, evaluateDotenv } from '../../formats/dotenv/evaluate.ts';
import { defineRule } from '../../model/rule.ts';
import { createMender } from './fixes.ts';
import { plural, readersOf, subject } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';

/** Those that run commands in values. */
const EXECUTING: readonly DotenvDialect[] = ['dotenvx', 'dotenv-expand-1000', 'ruby-dotenv', 'bash'];

export default defineRule({
  id: 'dotenv/command-substitution',
  severity: 'warning',
  summary: 'Keep commands out of dotenv files: who loads the file runs them.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const readers = readersOf(context);
      const mender = createMender(document, readers);
      const judged = readers.areKnown ? readers.dialects : EXECUTING;
      for (const { key, value, valueSpan, quotedSpan, quote, commands } of document.assignments) {
        const [span] = commands;
        // Backticks without a known reader are most often quotes or Markdown.
        if (!span || (!readers.areKnown && !value.includes('$('))) continue;
        const written = document.text.slice(quotedSpan.start, quotedSpan.end);
        const running = judged.filter(
          (dialect) =>
            evaluateDotenv(`TWELVE=${written}\n`, dialect).undetermined.get('TWELVE') === 'command',
        );
        if (running.length === 0) continue;
        const literal = `'${value}'`;
        const isLiteral =
          quote !== "'" &&
          mender
            .evaluate([{ span: quotedSpan, text: literal }])
            ?.every(({ values }) => values.get(key) === value);
        yield {
          span: { start: Math.max(span.start, valueSpan.start), end: span.end },
          message: `This command is run by ${subject(running, readers)} whenever ${
            plural(running, readers) ? 'they load' : 'it loads'
          } the file, with all rights of the process, and is plain text to other readers. Write the value itself, or set it in the script that starts the application.`,
          // A file that only shells read may be meant as a script.
          severity:
            judged.every((dialect) => dialect === 'bash') || !readers.areKnown ? 'information' : 'warning',
          fixes: isLiteral
            ? [mender.fix('Make it plain text in single quotes', [{ span: quotedSpan, text: literal }])]
            : [],
        };
      }
    },
  },
});
