import {
  commands,
  Disposable,
  EventEmitter,
  type LogOutputChannel,
  MarkdownString,
  type TreeDataProvider,
  type TreeView,
  window,
} from 'vscode';
import { DESCRIBE_VARIABLE, VARIABLES, type WireProject } from '../protocol.ts';
import { createRefresher } from '../refresher.ts';
import type { Server } from '../server.ts';
import { itemOf } from './items.ts';
import { type Row, rowsOf } from './rows.ts';

const VIEW_ID = 'twelveFactor.variables';

/** Context keys, for what the view says while it is empty and for its filter. */
const STATE_KEY = 'twelveFactor.variables';
const FILTER_KEY = 'twelveFactor.onlyMissingVariables';

/** What the view shows, for the `when` clauses of package.json. */
type ViewState = 'loading' | 'stopped' | 'none' | 'allNamed' | 'some';

export type VariablesView = Disposable & {
  /** The projects as of now, also while the view is hidden; undefined while no server runs. */
  projects(): Promise<readonly WireProject[] | undefined>;
  readonly onlyMissing: boolean;
  /** Only what is missing somewhere, or everything. */
  filter(onlyMissing: boolean): void;
};

/** The tree of variables. It asks the server only while it is visible, and is built anew only when something changed. */
export function createVariablesView(server: Server, output: LogOutputChannel): VariablesView {
  const changed = new EventEmitter<void>();
  let known: readonly WireProject[] | undefined;
  let shown = '';
  let rows: readonly Row[] = [];
  let onlyMissing = false;
  let state: ViewState | undefined;

  const provider: TreeDataProvider<Row> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: itemOf,
    getChildren: (row) => [...(row === undefined ? rows : row.kind === 'place' ? [] : row.children)],
    async resolveTreeItem(item, row) {
      if (row.kind !== 'variable') return item;
      const { folder, root } = row.project;
      const params = { folder, root, name: row.variable.name };
      const text = await server.ask<string | null>(DESCRIBE_VARIABLE, params);
      if (text) item.tooltip = new MarkdownString(text);
      return item;
    },
  };
  const tree = window.createTreeView(VIEW_ID, {
    treeDataProvider: provider,
    showCollapseAll: true,
    canSelectMany: true,
  });

  function build(): void {
    rows = rowsOf(known ?? [], onlyMissing);
    tree.description = onlyMissing ? 'only missing' : '';
    changed.fire();
    enter(stateNow());
  }

  function stateNow(): ViewState {
    if (server.state === 'stopped') return 'stopped';
    if (rows.length > 0) return 'some';
    if (known === undefined || isBusy(server)) return 'loading';
    return known.length > 0 ? 'allNamed' : 'none';
  }

  function enter(next: ViewState): void {
    if (next === state) return;
    state = next;
    void commands.executeCommand('setContext', STATE_KEY, next);
  }

  const refresher = createRefresher(
    () => tree.visible,
    async () => {
      // Half a scan knows half of the manifests, and would call missing what they name.
      if (isBusy(server)) return enter(stateNow());
      if (server.state === 'stopped') known = undefined;
      else known = (await server.ask<readonly WireProject[]>(VARIABLES)) ?? known;
      const now = JSON.stringify(known);
      if (now !== shown) build();
      else enter(stateNow());
      shown = now;
    },
    (error) => output.error(`The variables could not be shown: ${error}`),
  );

  enter('loading');
  const subscriptions = Disposable.from(
    changed,
    tree,
    tree.onDidChangeVisibility(() => void refresher.catchUp()),
    server.onDidChange(() => void refresher.outdate()),
    showProgress(server, tree),
  );
  return {
    get onlyMissing() {
      return onlyMissing;
    },
    filter(next) {
      onlyMissing = next;
      void commands.executeCommand('setContext', FILTER_KEY, next);
      build();
    },
    projects: () => server.ask<readonly WireProject[]>(VARIABLES),
    dispose: () => subscriptions.dispose(),
  };
}

function isBusy({ state, summary }: Server): boolean {
  return state === 'starting' || (state === 'running' && (summary === undefined || summary.scanning));
}

/** The line that runs along the top of the view while the workspace is scanned. */
function showProgress(server: Server, tree: TreeView<Row>): Disposable {
  let end: (() => void) | undefined;
  const update = () => {
    if (!isBusy(server)) {
      end?.();
      end = undefined;
      // Of a hidden view it would be a mark in the activity bar that nobody asked for.
    } else if (!end && tree.visible) {
      const busy = new Promise<void>((resolve) => {
        end = resolve;
      });
      void window.withProgress({ location: { viewId: VIEW_ID } }, () => busy);
    }
  };
  update();
  return Disposable.from(server.onDidChange(update), tree.onDidChangeVisibility(update), {
    dispose: () => end?.(),
  });
}
