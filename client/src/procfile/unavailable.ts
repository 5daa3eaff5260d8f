import { commands, Disposable, window } from 'vscode';
import { RUN_COMMANDS } from './names.ts';

const NOWHERE_TO_RUN =
  "Twelve-Factor: processes cannot be started in a browser, which has no shell. Open the folder in VS Code on the desktop or in a remote window, or run 'twelve-factor run' in a terminal.";

/** The commands where there are no processes: each says why. Code lenses and tasks are not offered at all. */
export function registerUnavailable(): Disposable {
  return Disposable.from(
    ...Object.values(RUN_COMMANDS).map((command) =>
      commands.registerCommand(command, () => {
        void window.showWarningMessage(NOWHERE_TO_RUN);
        return NOWHERE_TO_RUN;
      }),
    ),
  );
}
