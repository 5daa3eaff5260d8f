import type { ProcfileContext } from '../../formats/procfile/targets.ts';
import type { ProcfileDocument, ProcfileLine, ProcfileProblem } from '../../formats/procfile.ts';
import type { Fix, Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { ALL_ENVIRONMENTS, ALL_KINDS, inUse, judge } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/unparsable-line',
  severity: 'error',
  summary: 'Write every line of a Procfile as `name: command` or as a comment that begins with `#`.',
  kinds: ALL_KINDS,
  environments: ALL_ENVIRONMENTS,
  formats: {
    *procfile(document, context) {
      for (const line of document.lines) {
        for (const problem of line.problems) yield* reportOf(document, context, line, problem);
      }
      yield* tooLong(document, context);
    },
  },
});

function* reportOf(
  document: ProcfileDocument,
  context: ProcfileContext,
  line: ProcfileLine,
  { kind, span }: ProcfileProblem,
): Iterable<Report> {
  switch (kind) {
    case 'missing-name':
      yield {
        span,
        message:
          "This is neither `name: command` nor a comment: foreman, honcho and overmind skip it without a word, Dokku and Heroku's Procfile buildpack refuse the file, and node-foreman runs `npm start` instead. Give it a name, or begin it with `#`.",
        fixes: [commentOut(line)],
      };
      return;
    case 'merge-marker':
      yield {
        span,
        message:
          'This is left of a merge conflict, so what runs depends on who reads the file. Choose one side and remove the marker.',
      };
      return;
    case 'continuation':
      yield {
        span,
        message:
          'No reader of Procfiles joins lines at a backslash, so the command ends here. Write it on one line, or in a script.',
        fixes: joinLines(document, line),
      };
      return;
    case 'slash-comment': {
      const found = judge(
        context,
        ['heroku', 'goreman', 'node-foreman', 'cloud-foundry', 'railway', 'piku', 'elastic-beanstalk'],
        { used: 'error', unknown: 'hint' },
      );
      if (!found) return;
      yield {
        span,
        severity: found.severity,
        message: `Only Dokku knows comments that begin with \`//\`: Heroku's Procfile buildpack, Cloud Foundry and node-foreman refuse the line, goreman may take it for a process${inUse(found)}. Begin it with \`#\`.`,
        fixes: [{ title: 'Begin the comment with #', kind: 'safe', edits: [{ span, text: '#' }] }],
      };
    }
  }
}

/** What Go's `bufio.Scanner` takes of a line, its end included: bytes. */
const LONGEST = 65_536;

/** The first line that forego and Paketo cannot read, after which they read nothing. */
function* tooLong({ lines, text }: ProcfileDocument, context: ProcfileContext): Iterable<Report> {
  const found = judge(context, ['forego', 'paketo'], { used: 'error', unknown: 'error' });
  const line = lines.find(({ span }) => bytesOf(text.slice(span.start, span.end)) >= LONGEST);
  if (!found || !line) return;
  yield {
    span: { start: line.span.start, end: line.span.start + 1 },
    severity: found.severity,
    message: `forego and Paketo read no line of 64 KiB and nothing behind it, so that this process and all that follow are missing without a word${inUse(found)}. Move the command to a script.`,
  };
}

/** In UTF-8. A UTF-16 unit is three bytes at most, so that most lines need not be encoded. */
function bytesOf(line: string): number {
  return line.length * 3 < LONGEST ? line.length : new TextEncoder().encode(line).length;
}

function commentOut({ contentSpan: { start } }: ProcfileLine): Fix {
  return {
    title: 'Make the line a comment',
    kind: 'suggested',
    edits: [{ span: { start, end: start }, text: '# ' }],
  };
}

/** Puts the next line in the place of the backslash, if the backslash meant it. */
function joinLines({ lines }: ProcfileDocument, line: ProcfileLine): readonly Fix[] {
  const next = lines[lines.indexOf(line) + 1];
  const isMeant = next?.kind === 'unknown';
  if (line.kind !== 'entry' || !next || !isMeant) return [];
  let start = line.contentSpan.end - 1;
  const { commandSpan, command } = line.entry;
  start -= command.slice(0, -1).length - command.slice(0, -1).trimEnd().length;
  if (start < commandSpan.start) return [];
  const edits = [
    { span: { start, end: next.contentSpan.start }, text: start === commandSpan.start ? '' : ' ' },
  ];
  return [{ title: 'Join the lines', kind: 'suggested', edits }];
}
