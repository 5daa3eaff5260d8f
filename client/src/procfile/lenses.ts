import {
  CodeLens,
  type CodeLensProvider,
  type Command,
  Disposable,
  EventEmitter,
  languages,
  Range,
  type TextDocument,
  type Uri,
  workspace,
} from 'vscode';
import { parseProcfile } from '../../../server/src/formats/procfile.ts';
import { runsOncePerRelease } from '../../../server/src/workspace/formation.ts';
import { type Lens, type LensAction, lensesOf } from './lens-model.ts';
import { RUN_COMMANDS, SHOW_PROCESS } from './names.ts';
import type { ProcfileProcesses } from './processes.ts';

const COMMANDS: Readonly<Record<LensAction, string>> = {
  run: RUN_COMMANDS.run,
  runAll: RUN_COMMANDS.run,
  restart: RUN_COMMANDS.restart,
  restartAll: RUN_COMMANDS.restart,
  stop: RUN_COMMANDS.stop,
  stopAll: RUN_COMMANDS.stop,
  show: SHOW_PROCESS,
  // A lens without a command is a text.
  none: '',
};

/** *Run* on each process of a Procfile on disk, *Run all* on the first; nothing in a workspace that is not trusted. */
export function registerLenses(processes: ProcfileProcesses): Disposable {
  const changed = new EventEmitter<void>();
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document) => lensesFor(document, processes),
  };
  return Disposable.from(
    changed,
    processes.onDidChange(() => changed.fire()),
    workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    languages.registerCodeLensProvider({ language: 'procfile', scheme: 'file' }, provider),
  );
}

function lensesFor(document: TextDocument, processes: ProcfileProcesses): CodeLens[] {
  const folder = workspace.getWorkspaceFolder(document.uri);
  if (!workspace.isTrusted || folder === undefined) return [];
  const file = workspace.asRelativePath(document.uri, false);
  const { entries } = parseProcfile(file, document.getText());
  const state = (type: string) => processes.stateOf(folder, file, type);
  return lensesOf(entries, state, runsOncePerRelease).map(
    (lens) => new CodeLens(new Range(lens.line, 0, lens.line, 0), commandFor(document.uri, lens)),
  );
}

/** The commands take the Procfile and names; without a name they are for all of the file. */
function commandFor(uri: Uri, { title, action, target }: Lens): Command {
  if (action === 'none') return { title, command: COMMANDS.none };
  const names = target === undefined ? [] : [target];
  return { title, command: COMMANDS[action], arguments: [uri, names] };
}
