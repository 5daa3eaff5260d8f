/** A program and its arguments. */
export type ShellCall = { readonly program: string; readonly words: readonly string[] };

/**
 * How a command of a Procfile is run, as foreman does: `/bin/sh -c` and not the user's shell, whose language may be
 * another; `cmd` on Windows.
 *
 * @param platform of `process.platform`
 */
export function shellCall(command: string, platform: string, windowsShell = 'cmd.exe'): ShellCall {
  if (platform === 'win32') return { program: windowsShell, words: ['/d', '/s', '/c', command] };
  return { program: '/bin/sh', words: ['-c', withoutVariablesOfVsCode(command)] };
}

/**
 * VS Code replaces `${file}`, `${cwd}`, `${command:…}` and their like in the arguments of a task before a shell can see
 * them. A command with `${` is therefore written so that no `${` occurs: printf makes it again, and eval runs it.
 */
function withoutVariablesOfVsCode(command: string): string {
  if (!command.includes('${')) return command;
  const encoded = command.replaceAll('\\', '\\\\').replaceAll("'", '\\0047').replaceAll('${', '$\\0173');
  return `eval "$(printf '%b' '${encoded}')"`;
}
