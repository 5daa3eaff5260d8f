import type { DockerfileCommand, DockerfileDocument } from '../../formats/dockerfile.ts';
import { type ShellCommand, shellWords } from '../../formats/shell-words.ts';
import type { Fix } from '../../model/finding.ts';

/** Commands that only a shell has. */
const BUILTINS = new Set(
  '. : source cd export set unset ulimit umask trap eval wait alias read shift return exit if for while until case select function { [['.split(
    ' ',
  ),
);

/** The words that an exec form was meant to have which is no valid JSON: `['node', 'a.js']`, a comma too many. */
export function intendedWords({ command }: DockerfileCommand): readonly string[] | undefined {
  const list = /^\s*\[(.*)\]\s*$/s.exec(command)?.[1];
  // `[ -f x ] && y` is a test of the shell.
  if (list === undefined || /^\s*-\w\s|\]/.test(list)) return undefined;
  const words = list
    .replace(/[“”„‘’]/g, '"')
    .split(',')
    .map((word) => word.trim())
    .filter((word, index, all) => word !== '' || index < all.length - 1)
    .map((word) => /^"([^"]*)"$|^'([^']*)'$|^([^\s"']+)$/.exec(word)?.slice(1).join(''));
  return words.length > 0 && words.every((word) => word !== undefined && word !== '')
    ? words.filter((word) => word !== undefined)
    : undefined;
}

/**
 * The exec form that does what the shell form does: the program itself, or `sh -c "exec …"` where a shell must
 * expand variables or run something before. Undefined where neither is sure to.
 */
export function execFormFix(document: DockerfileDocument, command: DockerfileCommand): Fix | undefined {
  const { argumentsSpan } = command;
  // A comment between the lines has no place in the exec form.
  if (/\n\s*#/.test(document.text.slice(argumentsSpan.start, argumentsSpan.end))) return undefined;
  const intended = intendedWords(command);
  const words = intended ?? execWords(document, command);
  return (
    words && {
      title:
        words[0] === 'sh' && words[1] === '-c'
          ? 'Use the exec form with a shell that the program replaces'
          : 'Use the exec form',
      kind: intended ? 'suggested' : 'safe',
      edits: [{ span: argumentsSpan, text: `[${words.map((word) => JSON.stringify(word)).join(', ')}]` }],
    }
  );
}

function execWords(document: DockerfileDocument, command: DockerfileCommand): readonly string[] | undefined {
  const script = command.command.trim();
  const commands = shellWords(script, 0);
  const last = commands.at(-1);
  if (!last || last.words.length === 0 || BUILTINS.has(last.words[0]?.value ?? '')) return undefined;
  if (commands.length === 1 && isPlain(last, script) && !takesArguments(document, command)) {
    return last.words.map(({ value }) => value);
  }
  const isSequence = commands.every(
    ({ separator, words }, index) =>
      (index === commands.length - 1 ? separator === '' : separator === '&&' || separator === ';') &&
      !/^(?:if|for|while|until|case|select|function)$/.test(words[0]?.value ?? ''),
  );
  // Groups and subshells are flattened by the reader; `exec` inside one would not replace the outer shell.
  if (!isSequence || /[(){}]/.test(withoutExpansions(script, commands))) return undefined;
  const start = last.words[0]?.span.start ?? 0;
  return ['sh', '-c', `${script.slice(0, start)}exec ${script.slice(start)}`];
}

/** Nothing that a shell would change. */
function isPlain(command: ShellCommand, script: string): boolean {
  return (
    command.assignments.length === 0 &&
    command.redirections.length === 0 &&
    command.separator === '' &&
    command.words.every(
      (word) =>
        !word.expands && (word.quoted || !/[*?~[\]{}]/.test(script.slice(word.span.start, word.span.end))),
    )
  );
}

/** In the exec form an ENTRYPOINT is given what CMD says; the shell form ignored that. */
function takesArguments(
  { commands }: DockerfileDocument,
  { instruction, stage }: DockerfileCommand,
): boolean {
  return (
    instruction === 'ENTRYPOINT' &&
    commands.some((other) => other.stage === stage && other.instruction === 'CMD')
  );
}

function withoutExpansions(script: string, commands: readonly ShellCommand[]): string {
  let rest = script;
  for (const { words, assignments, redirections } of commands) {
    const parts = [
      ...words,
      ...assignments.map(({ value }) => value),
      ...redirections.map(({ target }) => target),
    ];
    for (const { span } of parts) {
      rest = rest.slice(0, span.start) + ' '.repeat(span.end - span.start) + rest.slice(span.end);
    }
  }
  return rest;
}
