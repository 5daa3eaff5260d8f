import type { DefinedTask } from './task.ts';

const DEFINITION =
  /\$(?:signature|name)\s*=\s*(["'])\s*([\w:.-]+)|Artisan::command\(\s*(["'])\s*([\w:.-]+)|#\[(?:\w*\\)*AsCommand\(\s*(?:name:\s*)?(["'])([\w:.-]+)/g;

/** The commands of Laravel and Symfony that a PHP file defines. */
export function artisanCommands(text: string): readonly DefinedTask[] {
  const summary = /\$description\s*=\s*(["'])(.*?)\1/.exec(text)?.[2];
  return [...text.matchAll(DEFINITION)].map((match) => {
    const name = match[2] ?? match[4] ?? match[6] ?? '';
    const start = match.index + match[0].length - name.length;
    return { name, span: { start, end: start + name.length }, ...(summary ? { summary } : {}) };
  });
}
