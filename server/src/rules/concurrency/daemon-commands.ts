import type { ShellCommand, ShellWord } from '../../formats/shell-words.ts';
import type { Edit } from '../../model/finding.ts';
import type { Span } from '../../model/span.ts';
import { DAEMON_PROGRAMS, DAEMON_SUBCOMMANDS, type Way } from './daemon-programs.ts';
import { commandsOf, type Program, programOf } from './programs.ts';

/** A part of a shell script that makes a program leave the foreground. */
export type Daemonizing = {
  readonly span: Span;
  /** What does it, as written: `gunicorn --daemon`. */
  readonly what: string;
  /** Its configuration may say otherwise. */
  readonly certain: boolean;
  /** The edits that keep it in the foreground; absent where they are not known. */
  readonly edits?: readonly Edit[];
};

/**
 * What leaves the foreground in a shell script.
 *
 * @param script as it is handed to a shell
 * @param offset UTF-16 offset of the script in its file; added to every span
 */
export function daemonizingCommands(script: string, offset: number): readonly Daemonizing[] {
  const commands = commandsOf(script, offset);
  const abandoned = abandonedCommand(commands);
  const found: Daemonizing[] = [];
  for (const command of commands) {
    const program = programOf(command.words);
    if (!program) continue;
    const wrapper = program.wrappers.find(({ value }) => isDetaching(value));
    if (command === abandoned) {
      found.push(leftBehind(command, program, wrapper, script, offset));
      continue;
    }
    if (wrapper && !command.background) {
      found.push({
        span: wrapper.span,
        what: wrapper.value,
        certain: true,
        edits: [wrapperRemoval(wrapper, program)],
      });
    }
    const own = ownWay(program);
    if (own) found.push(own);
  }
  return found;
}

function leftBehind(
  { span }: ShellCommand,
  program: Program,
  wrapper: ShellWord | undefined,
  script: string,
  offset: number,
): Daemonizing {
  const end = offset + script.indexOf('&', span.end - offset) + 1;
  // Without the `&` what follows would become arguments.
  const isLast = /^['"]?\s*$/.test(script.slice(end - offset));
  const edits = [removal(span.end, end), ...(wrapper ? [wrapperRemoval(wrapper, program)] : [])];
  return {
    span: { start: span.start, end },
    what: `${wrapper?.value ?? program.word.value} … &`,
    certain: true,
    ...(isLast ? { edits } : {}),
  };
}

function isDetaching(wrapper: string): boolean {
  return /(?:^|\/)(?:nohup|setsid)$/.test(wrapper);
}

/** Commands after the ampersand that end at once and leave nothing in the foreground. */
const BRIEF = /^(?:echo|printf|exit|true|disown|:)$/;

/** The command in the background after which nothing stays in the foreground: the script ends while it goes on. */
function abandonedCommand(commands: readonly ShellCommand[]): ShellCommand | undefined {
  const last = commands.findLast(({ words }) => !BRIEF.test(words[0]?.value ?? ''));
  return last?.background ? last : undefined;
}

function ownWay(program: Program): Daemonizing | undefined {
  const name = program.name.replace(/^php-fpm[\d.]+$/, 'php-fpm');
  const args = program.arguments;
  if (/^\/etc\/(?:rc\.d\/)?init\.d\//.test(program.word.value))
    return bySubcommand(program, /^(?:re)?start$/);
  const subcommand = Object.hasOwn(DAEMON_SUBCOMMANDS, name) ? DAEMON_SUBCOMMANDS[name] : undefined;
  const multi = subcommand && bySubcommand(program, subcommand);
  if (multi) return multi;
  const way = Object.hasOwn(DAEMON_PROGRAMS, name) ? DAEMON_PROGRAMS[name] : undefined;
  switch (way?.by) {
    case 'option':
      return byOption(program, way);
    case 'subcommand':
      if (way.unless && args.some(({ value }) => way.unless?.test(value))) return undefined;
      return bySubcommand(program, way.subcommand, way);
    case 'default': {
      if (args.some(({ value }) => way.unless.test(value))) return undefined;
      const { span } = program.word;
      const edits =
        way.add === undefined
          ? undefined
          : [{ span: { start: span.end, end: span.end }, text: ` ${way.add}` }];
      return { span, what: program.word.value, certain: name !== 'nginx', ...(edits ? { edits } : {}) };
    }
    default:
      return undefined;
  }
}

function byOption(program: Program, { option, value }: Way & { by: 'option' }): Daemonizing | undefined {
  const at = program.arguments.findIndex((word) => option.test(word.value));
  const word = program.arguments[at];
  const next = program.arguments[at + 1];
  if (!word || (value && !value.test(next?.value ?? ''))) return undefined;
  const end = value && next ? next.span.end : word.span.end;
  const span = { start: word.span.start, end };
  // What follows `-dmS`, `--daemonize=/log` or `-b` belongs to it or to what only makes sense with it.
  const isPlain = !/^(?:uwsgi|screen|tmux|start-stop-daemon|docker|docker-compose)$/.test(program.name);
  return {
    span,
    what: `${program.name} ${word.value}`,
    certain: true,
    ...(isPlain ? { edits: [removal(before(program, word), end)] } : {}),
  };
}

function bySubcommand(
  program: Program,
  subcommand: RegExp,
  way?: Way & { by: 'subcommand' },
): Daemonizing | undefined {
  const word = program.arguments.find(({ value }) => subcommand.test(value));
  if (!word) return undefined;
  const span = { start: program.word.span.start, end: word.span.end };
  const what = `${program.name} ${word.value}`;
  if (way?.program !== undefined) {
    return { span, what, certain: true, edits: [{ span: program.word.span, text: way.program }] };
  }
  if (way?.instead === undefined) return { span, what, certain: true };
  const edit =
    way.instead === ''
      ? removal(before(program, word), word.span.end)
      : { span: word.span, text: way.instead };
  return { span, what, certain: true, edits: [edit] };
}

/** Where the word before an argument ends, so that the blanks between go with it. */
function before(program: Program, word: ShellWord): number {
  const at = program.arguments.indexOf(word);
  return (program.arguments[at - 1] ?? program.word).span.end;
}

/** Takes `nohup ` away, up to the next word. */
function wrapperRemoval(wrapper: ShellWord, program: Program): Edit {
  const following = [...program.wrappers.slice(program.wrappers.indexOf(wrapper) + 1), program.word][0];
  return removal(wrapper.span.start, following?.span.start ?? wrapper.span.end);
}

function removal(start: number, end: number): Edit {
  return { span: { start, end }, text: '' };
}
