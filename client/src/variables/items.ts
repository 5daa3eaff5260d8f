import { Range, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from 'vscode';
import type { WireRange } from '../protocol.ts';
import type { PlaceRow, Row } from './rows.ts';

/** A row as the tree shows it. What a variable's row says when pointed at is asked for when it is. */
export function itemOf(row: Row): TreeItem {
  const item = new TreeItem(row.label, collapsibleState(row));
  item.id = row.id;
  item.description = row.description;
  item.iconPath = new ThemeIcon(row.icon, row.colour === undefined ? undefined : new ThemeColor(row.colour));
  item.contextValue = row.kind;
  item.accessibilityInformation = { label: row.spoken };
  if (row.kind !== 'variable') item.tooltip = row.tooltip;
  if (row.kind === 'place') {
    item.command = { command: 'vscode.open', title: 'Open', arguments: [placeUri(row), placeOptions(row)] };
  }
  return item;
}

function collapsibleState({ kind }: Row): TreeItemCollapsibleState {
  if (kind === 'project') return TreeItemCollapsibleState.Expanded;
  return kind === 'variable' ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
}

function placeUri({ folder, path }: PlaceRow): Uri {
  return Uri.joinPath(Uri.parse(folder), path);
}

function placeOptions({ range }: PlaceRow): { readonly preview: true; readonly selection?: Range } {
  return { preview: true, ...(range ? { selection: toRange(range) } : {}) };
}

function toRange({ start, end }: WireRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
