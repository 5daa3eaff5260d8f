import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { isEnvironmentName } from './names.ts';
import { readTextVariables } from './text.ts';

/** `X ?= d`, `export X = d`, `export X Y`, `target: export X := d`, `ifdef X`. */
const LINE =
  /^[ \t]*(?:[\w./%-]+[ \t]*:[ \t]*)?(?:(export[ \t]+)?([A-Za-z_]\w*)[ \t]*([:+?]{0,3}=)[ \t]*([^\n]*)|export[ \t]+([^\n=]+)|ifn?def[ \t]+([A-Za-z_]\w*))[ \t]*$/gm;

/** What a Makefile takes of the environment, and what it gives to the commands that it runs. */
export function readMakefileVariables(path: string, text: string): VariableUses {
  const detail = path.slice(path.lastIndexOf('/') + 1);
  const uses: VariableUse[] = [];
  const use = (name: string, at: number, rest: Pick<VariableUse, 'kind' | 'need' | 'fallback'>) => {
    if (isEnvironmentName(name))
      uses.push({ name, span: { start: at, end: at + name.length }, detail, ...rest });
  };
  for (const match of text.matchAll(LINE)) {
    const [line, exported, name, operator, value = '', list, tested] = match;
    if (name !== undefined) {
      const at = match.index + line.indexOf(name, exported ? line.indexOf('export') + 'export'.length : 0);
      const isDefault = operator === '?=';
      if (isDefault && /\$\(error\b/.test(value)) use(name, at, { kind: 'reference', need: 'required' });
      else if (isDefault) {
        const fallback = /[$#]/.test(value) ? {} : { fallback: value.trim() };
        use(name, at, { kind: 'reference', need: 'default', ...fallback });
      } else if (exported) use(name, at, { kind: 'provide' });
    } else if (tested !== undefined) {
      use(tested, match.index + line.lastIndexOf(tested), { kind: 'reference', need: 'optional' });
    } else if (list !== undefined) {
      const from = match.index + line.lastIndexOf(list);
      for (const inner of list.matchAll(/\w+/g)) {
        use(inner[0], from + inner.index, { kind: 'reference', need: 'optional' });
      }
    }
  }
  return { uses: [...uses, ...readTextVariables(path, text).uses], readsWholeEnvironment: false };
}
