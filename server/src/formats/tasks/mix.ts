import type { DefinedTask } from './task.ts';

/** The aliases of a `mix.exs` that its function `aliases` lists. */
export function mixAliases(text: string): readonly DefinedTask[] {
  const opening = /^[ \t]*defp?[ \t]+aliases\b.*\bdo[ \t]*$/m.exec(text);
  if (!opening) return [];
  const indentation = /^[ \t]*/.exec(opening[0])?.[0] ?? '';
  const start = opening.index + opening[0].length;
  const end = text.indexOf(`\n${indentation}end`, start);
  const body = text.slice(start, end < 0 ? text.length : end);
  return [...body.matchAll(/^[ \t]*\[?[ \t]*(?:"([\w.]+)"|([a-z]\w*)):[ \t\n]/gm)].map((match) => {
    const name = match[1] ?? match[2] ?? '';
    const at = start + match.index + match[0].indexOf(name);
    return { name, span: { start: at, end: at + name.length }, summary: 'alias of mix.exs' };
  });
}

/** The task that `lib/mix/tasks/shop.import.ex` defines: `Mix.Tasks.Shop.ImportStock` is `shop.import_stock`. */
export function mixTask(text: string): DefinedTask | undefined {
  const match = /^[ \t]*defmodule[ \t]+Mix\.Tasks\.([A-Z][\w.]*)/m.exec(text);
  const module = match?.[1];
  if (!match || module === undefined) return undefined;
  const start = match.index + match[0].length - module.length;
  const summary = /^[ \t]*@shortdoc[ \t]+"(.*?)"/m.exec(text)?.[1];
  return {
    name: module.split('.').map(underscored).join('.'),
    span: { start, end: start + module.length },
    ...(summary ? { summary } : {}),
  };
}

/** As Elixir's `Macro.underscore` does. */
function underscored(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
