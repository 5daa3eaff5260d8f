import type { ProcfileEntry } from '../../formats/procfile.ts';
import type { ShellCommand, ShellWord } from '../../formats/shell-words.ts';
import type { Span } from '../../model/span.ts';
import { commandsOf, programOf } from '../concurrency/programs.ts';
import { portNumber } from './address.ts';

/** A port that a `web` process is given in a way that any program may understand. */
export type WebPort = {
  readonly port: number;
  /** The whole option or assignment. */
  readonly span: Span;
} & (
  | { readonly by: 'option'; readonly program: string; readonly portSpan: Span }
  /** `PORT=3000 command`; `removal` takes it away with the blanks behind it. */
  | { readonly by: 'assignment'; readonly removal: Span }
);

/** `--port`, `-port`, `--http-port`, `-Dserver.port`. */
const PORT_OPTION = /^--?(?:D?(?:server|http|web|app|listen|quarkus\.http|micronaut\.server)[.-])?port$/i;
const ADDRESS_OPTION = /^--?(?:l|b|a|S|listen|bind|addr|address|http|http-address|listen-addr(?:ess)?|urls)$/;
/** A listener on all interfaces; an address with another host may be a server to connect to. */
const OWN_ADDRESS = /^(?:https?:\/\/|tcp:\/\/)?(?:0\.0\.0\.0|\*|\+|\[::\]|)?:(\d{2,5})$/;

/** Programs whose ports are of somebody else, or of a person who looks into them. */
const CLIENTS =
  /^(?:psql|mysql|redis-cli|mongo(?:sh)?|nc|ssh|curl|wget|wait-for.*|dockerize|docker|kubectl|sidekiq|celery|rake|npm|yarn|pnpm|bun|make|echo|sleep|test|\[)$/;

/** The first place where a `web` process is given a port that is written out. */
export function webPort({ command, commandSpan }: ProcfileEntry): WebPort | undefined {
  const commands = commandsOf(command, commandSpan.start);
  const assigned = commands.flatMap(assignedPort)[0];
  if (assigned) return assigned;
  // What gets the platform's port may use another one for itself.
  const last = commands.at(-1);
  return /PORT\b/.test(command) || !last ? undefined : givenPort(last);
}

function assignedPort({ assignments, words }: ShellCommand): readonly WebPort[] {
  const [program, ...rest] = words;
  if (!program) return [];
  const found: WebPort[] = [];
  const note = (assignment: Span, value: string, next: Span) => {
    const port = portNumber(value);
    if (port === undefined) return;
    const removal = { start: assignment.start, end: next.start };
    found.push({ by: 'assignment', port, span: assignment, removal });
  };
  for (const [index, { name, value, span }] of assignments.entries()) {
    const next = assignments[index + 1]?.span ?? program.span;
    if (name === 'PORT') note(span, value.value, next);
  }
  if (!/^(?:env|cross-env)$/.test(program.value)) return found;
  for (const [index, { value, span }] of rest.entries()) {
    if (!/^(?:-|[A-Za-z_]\w*=)/.test(value)) break;
    const next = rest[index + 1];
    if (next && value.startsWith('PORT=')) note(span, value.slice('PORT='.length), next.span);
  }
  return found;
}

function givenPort({ words }: ShellCommand): WebPort | undefined {
  const program = programOf(words);
  if (!program || CLIENTS.test(program.name)) return undefined;
  for (const [index, word] of program.arguments.entries()) {
    const equals = word.value.indexOf('=');
    const isJoined = word.value.startsWith('-') && equals > 0;
    const option = isJoined ? word.value.slice(0, equals) : word.value;
    const valueWord = isJoined ? word : program.arguments[index + 1];
    const value = isJoined ? word.value.slice(equals + 1) : valueWord?.value;
    // `-p` of what runs a program is its own: `supervisor -p 10000 main.js` polls every ten seconds.
    if (option === '-p' && !hasScript([program.word, ...program.arguments.slice(0, index)])) continue;
    const told = digitsOf(option, value);
    const digits = told ?? OWN_ADDRESS.exec(word.value)?.[1];
    const holder: ShellWord | undefined = told === undefined ? word : valueWord;
    const port = digits === undefined ? undefined : portNumber(digits);
    if (digits === undefined || port === undefined || !holder || holder.quoted) continue;
    const { end } = holder.span;
    return {
      by: 'option',
      program: program.name,
      port,
      span: { start: word.span.start, end },
      portSpan: { start: end - digits.length, end },
    };
  }
  return undefined;
}

/** Whether one of some words is the application's own program, or the script that an interpreter runs. */
function hasScript(words: readonly ShellWord[]): boolean {
  return words.some(({ value }) => !value.startsWith('-') && /\/|\.\w+$/.test(value));
}

function digitsOf(option: string, value = ''): string | undefined {
  if (PORT_OPTION.test(option)) return /^\d{2,5}$/.exec(value)?.[0];
  if (option === '-p') return /^[1-9]\d{3,4}$/.exec(value)?.[0];
  return ADDRESS_OPTION.test(option) ? OWN_ADDRESS.exec(value)?.[1] : undefined;
}
