import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { commandVariables } from './commands.ts';

/** Tables of variables, by file. */
const TABLES: Readonly<Record<string, RegExp>> = {
  'fly.toml': /^(?:env|build\.args)$/,
  'wrangler.toml': /^(?:env\.[\w-]+\.)?vars$/,
  'netlify.toml': /^(?:build|context\.[\w."/-]+)\.environment$/,
  'nixpacks.toml': /^variables$/,
};

/** Tables whose values are commands. */
const COMMANDS = /^(?:processes|deploy|build|start)$/;

const LINE = /^[ \t]*(?:\[([^\]\n]+)\]|(?:"([\w.-]+)"|'([\w.-]+)'|([\w.-]+))[ \t]*=[ \t]*([^\n]*))/gm;

export function isVariableToml(path: string): boolean {
  return Object.hasOwn(TABLES, nameOf(path));
}

/** Reads tables line by line: their names and keys are all that is asked, and each stands on a line of its own. */
export function readTomlVariables(path: string, text: string): VariableUses {
  const tables = TABLES[nameOf(path)];
  const uses: VariableUse[] = [];
  if (!tables) return { uses, readsWholeEnvironment: false };
  let table = '';
  for (const match of text.matchAll(LINE)) {
    const [line, heading, double, single, bare, rest = ''] = match;
    if (heading !== undefined) {
      table = heading.trim();
      continue;
    }
    const value = rest.trimEnd();
    const name = double ?? single ?? bare ?? '';
    const at = match.index + line.indexOf(name);
    if (tables.test(table)) {
      uses.push({ name, kind: 'provide', span: { start: at, end: at + name.length }, detail: `[${table}]` });
    } else if (COMMANDS.test(table)) {
      const start = match.index + line.indexOf(value, at - match.index + name.length);
      const inner = /^(["'])(.*)\1/.exec(value);
      const span = {
        start: start + (inner ? 1 : 0),
        end: start + (inner ? inner[0].length - 1 : value.length),
      };
      uses.push(...commandVariables(text, span, `[${table}]`));
    }
  }
  return { uses, readsWholeEnvironment: false };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
