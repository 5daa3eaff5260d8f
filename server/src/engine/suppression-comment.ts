import { COMMENT, createLexer, type Lexer } from '../languages/lexer.ts';
import { type LexicalTable, lexicalTableOf } from '../languages/lexical.ts';
import type { Edit } from '../model/finding.ts';
import { lineEnd, lineStart } from './suppressions.ts';

/** How a line comment is written where no lexer knows it; by the language ids of LSP. */
const LINE_COMMENTS: Readonly<Record<string, readonly [open: string, close: string]>> = {
  dockerfile: ['# ', ''],
  dotenv: ['# ', ''],
  dockercompose: ['# ', ''],
  ini: ['; ', ''],
  jsonc: ['// ', ''],
  makefile: ['# ', ''],
  procfile: ['# ', ''],
  properties: ['# ', ''],
  shellscript: ['# ', ''],
  toml: ['# ', ''],
  yaml: ['# ', ''],
  html: ['<!-- ', ' -->'],
  xml: ['<!-- ', ' -->'],
};

/** A language in which a comment's legality at a place can be tried out. */
type Trial = { readonly lexer: Lexer; readonly open: string; readonly jsx: boolean };

/**
 * The edits that suppress a rule on the line of an offset: a comment above it with the line's indentation; where
 * that would not be a comment (in a template, a multi-line string, after a continued line) one at the line's end or
 * a block around the whole; in JSX in braces. No reason is written: the hint about its absence asks for one.
 *
 * @param language id in the sense of LSP
 * @param offset   of the finding's start, in UTF-16 units
 * @returns no edits where no comment can be, as in JSON
 */
export function suppressionComment(
  language: string,
  rule: string,
  text: string,
  offset: number,
): readonly Edit[] {
  const trial = trialOf(language);
  const start = lineStart(text, offset);
  if (trial) {
    return (
      above(trial, text, start, `twelve-factor-disable-next-line ${rule}`) ??
      atEnd(trial, text, start, rule) ??
      around(trial, text, start, rule)
    );
  }
  const comment = LINE_COMMENTS[language];
  if (!comment) return [];
  const [open, close] = comment;
  return [insertLine(text, start, `${open}twelve-factor-disable-next-line ${rule}${close}`)];
}

function trialOf(language: string): Trial | undefined {
  let table: LexicalTable;
  try {
    table = lexicalTableOf(language);
  } catch {
    // A format, which is commented by its lines.
    return undefined;
  }
  const comment = table.lineComments.find(({ only }) => only !== 'file-start');
  return comment && { lexer: createLexer(table), open: comment.open, jsx: table.jsx === true };
}

function above(trial: Trial, text: string, start: number, directive: string): readonly Edit[] | undefined {
  if (isContinued(text, start)) return undefined;
  const forms = [`${trial.open} ${directive}`, ...(trial.jsx ? [`{/* ${directive} */}`] : [])];
  const edit = forms
    .map((form) => insertLine(text, start, form))
    .find((each) => isComment(trial, text, each));
  return edit && [edit];
}

function atEnd(trial: Trial, text: string, start: number, rule: string): readonly Edit[] | undefined {
  const end = contentEnd(text, start);
  if (text[end - 1] === '\\') return undefined;
  const edit = {
    span: { start: end, end },
    text: ` ${trial.open} twelve-factor-disable-line ${rule}`,
  };
  return isComment(trial, text, edit) ? [edit] : undefined;
}

/** Each line that is tried costs a pass over the text before it; longer strings are data, not worth a comment. */
const LONGEST_BLOCK = 200;

/** From the nearest line above to the nearest line below before which a comment is legal. */
function around(trial: Trial, text: string, start: number, rule: string): readonly Edit[] {
  let opening: readonly Edit[] | undefined;
  let line = start;
  for (let tried = 0; tried < LONGEST_BLOCK && line > 0 && !opening; tried++) {
    line = lineStart(text, line - 1);
    opening = above(trial, text, line, `twelve-factor-disable ${rule}`);
  }
  if (!opening) return [];
  line = start;
  for (let tried = 0; tried < LONGEST_BLOCK; tried++) {
    line = lineEnd(text, line) + 1;
    if (line >= text.length) return opening;
    const closing = above(trial, text, line, `twelve-factor-enable ${rule}`);
    if (closing) return [...opening, ...closing];
  }
  return [];
}

/** The line before ends with a backslash that joins this one to it. */
function isContinued(text: string, start: number): boolean {
  return start > 0 && text[contentEnd(text, lineStart(text, start - 1)) - 1] === '\\';
}

/** Where the line ends without its `\r\n` or `\n`. */
function contentEnd(text: string, start: number): number {
  const end = lineEnd(text, start);
  return text[end - 1] === '\r' ? end - 1 : end;
}

function insertLine(text: string, start: number, comment: string): Edit {
  const line = text.slice(start, lineEnd(text, start));
  // A byte order mark stays the first character of its file.
  const at = text.startsWith('\uFEFF') && start === 0 ? 1 : start;
  const indentation = /^[ \t]*/.exec(line)?.[0] ?? '';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return { span: { start: at, end: at }, text: `${indentation}${comment}${newline}` };
}

/** Whether the language reads the inserted text as a comment. */
function isComment({ lexer }: Trial, text: string, { span, text: inserted }: Edit): boolean {
  const edited = text.slice(0, span.start) + inserted + text.slice(span.end);
  const [found] = lexer.classify(edited, [span.start + inserted.indexOf('twelve-factor-')]);
  return found === COMMENT;
}
