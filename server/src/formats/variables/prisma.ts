import type { VariableNeed, VariableUse, VariableUses } from '../../model/variable.ts';
import { named } from './manifest.ts';

/** A schema, or one file of a folder of them. */
export const isPrismaSchema = named(/\.prisma$/);

/** A comment, a text, or `key = env("NAME")`, whichever comes first. */
const TOKEN =
  /\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*|(?:\b(?<key>[A-Za-z_]\w*)[ \t]*=[ \t]*)?\benv\([ \t]*"(?<name>[A-Za-z_]\w*)"[ \t]*\)|"(?:[^"\\\n]|\\.)*"?/g;

/**
 * Without the database's own addresses no command of Prisma that needs the database works; one of a shadow database
 * that is missing is left out, so that one schema does for development and deploys.
 */
const NEEDS: Readonly<Record<string, VariableNeed>> = { url: 'required', directUrl: 'required' };

/** `env("NAME")` in the data sources and generators of a schema of Prisma. */
export function readPrismaVariables(_path: string, text: string): VariableUses {
  const uses: VariableUse[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const { key = '', name } = match.groups ?? {};
    if (name === undefined) continue;
    const start = match.index + match[0].lastIndexOf(`"${name}"`) + 1;
    const need = Object.hasOwn(NEEDS, key) ? NEEDS[key] : undefined;
    uses.push({
      name,
      kind: 'read',
      span: { start, end: start + name.length },
      need: need ?? 'optional',
      detail: key,
    });
  }
  return { uses, readsWholeEnvironment: false };
}
