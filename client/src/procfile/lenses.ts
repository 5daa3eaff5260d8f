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
import { type LensAction, lensesOf } from './lens-model.ts';
import { RUN_COMMANDS } from './names.ts';
import type { ProcfileProcesses } from './processes.ts';

const COMMANDS: Readonly<Record<LensAction, string>> = {
  run: RUN_COMMANDS.run,
  runAll: RUN_COMMANDS.run,
  restart: RUN_COMMANDS.restart,
  stop: RUN_COMMANDS.stop,
  stopAll: RUN_COMMANDS.stopAll,
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
  return lensesOf(entries, (type) => processes.stateOf(folder, file, type)).map(
    ({ line, title, action, type }) =>
      new CodeLens(new Range(line, 0, line, 0), commandFor(document.uri, title, action, type)),
  );
}

function commandFor(uri: Uri, title: string, action: LensAction, type: string | undefined): Command {
  const target = action === 'runAll' ? [uri, []] : [uri, [type]];
  return { title, command: COMMANDS[action], arguments: action === 'none' ? [] : target };
}
