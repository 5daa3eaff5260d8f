import type { ProcfileEntry } from '../../formats/procfile.ts';
import { shellWords } from '../../formats/shell-words.ts';
import type { Fix } from '../../model/finding.ts';
import { folderOf } from './paths-run.ts';

/** What `sh` does not know and bash does. */
const OF_BASH = /\[\[|(?:^|[\s;&|])source\s|[<>]\(|\bpipefail\b|\$'|&>|\w=\(/;
/** Words and characters with which the commands are more than a sequence. */
const COMPOUND = /[(){}]|(?:^|[\s;&|])(?:if|for|while|until|case|select|!)\s/;
/** Commands of the shell itself, which `exec` does not find. */
const BUILTIN =
  /^(?:wait|cd|export|unset|exit|return|source|\.|set|eval|trap|read|true|false|:|ulimit|umask|\[+)$/;

/**
 * Moves a command to a script of its own, which a shell is told to run, so that it needs no permission to be executed.
 * The last of a sequence takes the shell's place there, and with it the signals.
 *
 * @param procfile path of the Procfile
 * @returns undefined for a process whose name makes no file
 */
export function extractToScript(procfile: string, entry: ProcfileEntry): Fix | undefined {
  const { name, command, commandSpan } = entry;
  if (!/^[\w-]+$/.test(name)) return undefined;
  const [shell, interpreter] = OF_BASH.test(command) ? ['bash', '/usr/bin/env bash'] : ['sh', '/bin/sh'];
  const script = `bin/${name}`;
  return {
    title: `Move the command to ${script}`,
    kind: 'suggested',
    edits: [
      { span: commandSpan, text: `${shell} ${script}` },
      {
        path: folderOf(procfile) + script,
        creates: true,
        span: { start: 0, end: 0 },
        text: `#!${interpreter}\n${withExec(command)}\n`,
      },
    ],
  };
}

function withExec(command: string): string {
  const commands = shellWords(command, 0);
  const last = commands.at(-1);
  const [program] = last?.words ?? [];
  const isSequence = commands.slice(0, -1).every(({ separator }) => separator === '&&' || separator === ';');
  if (!last || !program || !isSequence || last.separator !== '' || last.execSpan) return command;
  if (COMPOUND.test(command) || BUILTIN.test(program.value)) return command;
  return `${command.slice(0, program.span.start)}exec ${command.slice(program.span.start)}`;
}
