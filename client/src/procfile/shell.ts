/** A program, its arguments and what it gets beside the environment that there is. */
export type ShellCall = {
  readonly program: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
};

export type ShellCommand = {
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Of the name that the terminal shows first. */
  readonly colour: string;
};

export type Shell = {
  /** Of `process.platform`. */
  readonly platform: string;
  /** Absolute path of `run-process.sh`. */
  readonly script: string;
  /** `ComSpec` of Windows. */
  readonly windowsShell?: string | undefined;
};

/** What the shell can assign. */
const SHELL_NAME = /^[A-Za-z_]\w*$/;

/**
 * How a command of a Procfile is run, as foreman does: `/bin/sh -c` and not the user's shell, whose language may be
 * another; `cmd` on Windows.
 *
 * VS Code replaces `${file}`, `${cwd}`, `${command:…}` and their like in the arguments and in the environment of a task
 * before a shell can see them; the last of these even runs a command. What holds `${` is therefore written so that none
 * occurs, and the script makes it again.
 */
export function shellCall(
  { command, environment, colour }: ShellCommand,
  { platform, script, windowsShell = 'cmd.exe' }: Shell,
): ShellCall {
  if (platform === 'win32') return { program: windowsShell, words: ['/d', '/s', '/c', command], environment };
  const entries = Object.entries(environment);
  const affected = entries.filter(([, value]) => value.includes('${')).map(([name]) => name);
  const encoded = entries
    .filter(([name]) => !affected.includes(name) || SHELL_NAME.test(name))
    .map(([name, value]) => [name, affected.includes(name) ? encode(value) : value]);
  return {
    program: '/bin/sh',
    words: [script, colour, encode(command), ...affected.filter((name) => SHELL_NAME.test(name))],
    environment: Object.fromEntries(encoded),
  };
}

/** For `printf %b`. */
function encode(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('${', '$\\0173');
}
