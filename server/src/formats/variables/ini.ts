import type { Span } from '../../model/span.ts';
import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { isEnvironmentName } from './names.ts';
import { readTextVariables } from './text.ts';

type IniValue = { readonly section: string; readonly key: string; readonly span: Span };

const LINE = /^(?:[ \t]*\[([^\]\n]*)\][^\n]*|([\w-]+)[ \t]*[=:]([^\n]*)|([ \t]+[^\n]*)|[^\n]*)(?:\n|$)/gm;

/** The values of an ini file. Lines that are set in go on with the value above. */
function valuesOf(text: string): readonly IniValue[] {
  const values: { section: string; key: string; span: { start: number; end: number } }[] = [];
  let section = '';
  let isOpen = false;
  for (const match of text.matchAll(LINE)) {
    const [line, heading, key, value, continued] = match;
    if (line === '') break;
    const last = values.at(-1);
    if (heading !== undefined) {
      section = heading.trim();
      isOpen = false;
    } else if (key !== undefined && value !== undefined) {
      const end = match.index + line.replace(/\r?\n$/, '').length;
      values.push({ section, key, span: { start: end - value.replace(/\r$/, '').length, end } });
      isOpen = true;
    } else if (continued !== undefined && isOpen && last) {
      last.span.end = match.index + line.replace(/\r?\n$/, '').length;
    } else if (line.trim() !== '' && !/^[#;]/.test(line)) isOpen = false;
  }
  return values;
}

/** How the value of a key names variables. Group `name`. */
type Form = {
  readonly section: RegExp;
  readonly key: RegExp;
  readonly form: RegExp;
  readonly kind: 'provide' | 'reference';
};

/** `A=1 "B=2 3" 'C=4'` */
const WORDS = /(?:^|[\s])["']?(?<name>[A-Za-z_]\w*)=(?:"[^"\n]*"|'[^'\n]*'|[^\s"']*)/g;
/** One a line. */
const LINES = /(?:^|\n)[ \t]*(?:[A-Z]:)*(?<name>[A-Za-z_]\w*)[ \t]*=[^\n]*/g;
/** `A="1",B=2` */
const COMMAS = /(?:^|,)\s*(?<name>[A-Za-z_]\w*)\s*=\s*(?:"[^"\n]*"|'[^'\n]*'|[^,\n]*)/g;
const NAMES = /(?:^|[\s,])(?<name>[A-Za-z_]\w*)(?=[\s,]|$)/g;

const SYSTEMD: readonly Form[] = [
  { section: /^Service$/, key: /^Environment$/, form: WORDS, kind: 'provide' },
  { section: /^Service$/, key: /^(?:Pass|Unset)Environment$/, form: NAMES, kind: 'reference' },
];
const SUPERVISOR: readonly Form[] = [
  { section: /^(?:program:|supervisord$)/, key: /^environment$/, form: COMMAS, kind: 'provide' },
];
const PYTHON_TOOLS: readonly Form[] = [
  { section: /^testenv/, key: /^set_?env$/, form: LINES, kind: 'provide' },
  { section: /^testenv/, key: /^pass_?env$/, form: NAMES, kind: 'reference' },
  { section: /^(?:tool:)?pytest$/, key: /^env$/, form: LINES, kind: 'provide' },
];

function formsOf(path: string): readonly Form[] {
  if (/\.service$|\.service\.d\/[^/]+\.conf$|\.container$/.test(path)) return SYSTEMD;
  if (/(?:^|\/)supervisord?[^/]*\.conf$|\/supervisor[\w.]*\/[^/]+\.(?:conf|ini)$/.test(path))
    return SUPERVISOR;
  return /(?:^|\/)(?:tox|\.?pytest)\.ini$|(?:^|\/)setup\.cfg$/.test(path) ? PYTHON_TOOLS : [];
}

export function isVariableIni(path: string): boolean {
  return formsOf(path).length > 0;
}

/** Whether what the file gives goes to a deploy, and not to tests. */
export function isDeployIni(path: string): boolean {
  const forms = formsOf(path);
  return forms === SYSTEMD || forms === SUPERVISOR;
}

/** systemd units, Supervisor's programs, tox and pytest: what they give to processes, besides what they refer to. */
export function readIniVariables(path: string, text: string): VariableUses {
  const forms = formsOf(path);
  const uses: VariableUse[] = [];
  for (const { section, key, span } of valuesOf(text)) {
    for (const { section: wanted, key: wantedKey, form, kind } of forms) {
      if (!wanted.test(section) || !wantedKey.test(key)) continue;
      for (const match of text.slice(span.start, span.end).matchAll(form)) {
        const name = match.groups?.name ?? '';
        if (!isEnvironmentName(name)) continue;
        const start = span.start + match.index + match[0].indexOf(name);
        uses.push({ name, kind, span: { start, end: start + name.length }, detail: section });
      }
    }
  }
  return { uses: [...uses, ...readTextVariables(path, text).uses], readsWholeEnvironment: false };
}
