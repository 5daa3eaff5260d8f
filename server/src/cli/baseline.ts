import { compareText } from '../engine/judgement.ts';
import { messageOf, UsageError } from './failure.ts';

/** The name of the file where none is given. */
export const BASELINE_FILE = '.twelve-factor-baseline.json';

const VERSION = 1;

/**
 * What identifies a finding from one version of the code to the next: the rule and the content of the line, never its
 * number, which every edit above it changes.
 */
export type BaselineKey = {
  /** Relative to the folder of the baseline file, with `/`. */
  readonly path: string;
  readonly rule: string;
  readonly fingerprint: string;
};

export type BaselineEntry = BaselineKey & { readonly count: number };
export type Baseline = readonly BaselineEntry[];

/** The text that a fingerprint is made of: a change of indentation is no change. */
export function fingerprintText(rule: string, line: string): string {
  return `${rule}\n${line.trim().replace(/\s+/g, ' ')}`;
}

/**
 * Reads a baseline file.
 *
 * @throws UsageError if it is none
 */
export function parseBaseline(text: string, file: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw notABaseline(file, messageOf(error));
  }
  if (!isRecord(value) || value.version !== VERSION || !isRecord(value.findings)) {
    throw notABaseline(file, `it is not an object with "version": ${VERSION} and "findings"`);
  }
  const entries: BaselineEntry[] = [];
  for (const [path, rules] of Object.entries(value.findings)) {
    for (const [rule, fingerprints] of Object.entries(recordIn(rules, file, path))) {
      for (const [fingerprint, count] of Object.entries(recordIn(fingerprints, file, `${path}: ${rule}`))) {
        if (typeof count !== 'number' || !Number.isInteger(count) || count < 1) {
          throw notABaseline(file, `${path}: ${rule}: the count of ${fingerprint} is not a whole number`);
        }
        entries.push({ path, rule, fingerprint, count });
      }
    }
  }
  return entries;
}

/** The file's text: sorted, one entry a line, so that it merges well. */
export function printBaseline(keys: readonly BaselineKey[]): string {
  const counts = new Map<string, BaselineEntry>();
  for (const key of keys) {
    const count = (counts.get(keyText(key))?.count ?? 0) + 1;
    counts.set(keyText(key), { path: key.path, rule: key.rule, fingerprint: key.fingerprint, count });
  }
  const findings = nest(
    [...counts.values()].sort(compareKeys),
    ({ path }) => path,
    (ofPath) =>
      nest(
        ofPath,
        ({ rule }) => rule,
        (ofRule) => Object.fromEntries(ofRule.map(({ fingerprint, count }) => [fingerprint, count])),
      ),
  );
  return `${JSON.stringify({ version: VERSION, findings }, null, 2)}\n`;
}

/**
 * Tells new findings from known ones. Of several equal lines as many are known as the baseline counts, the first ones.
 *
 * @returns whether each is known, in the order given, and what of the baseline matched nothing
 */
export function applyBaseline(
  keys: readonly BaselineKey[],
  baseline: Baseline,
): { readonly known: readonly boolean[]; readonly unused: readonly BaselineEntry[] } {
  const left = new Map(baseline.map((entry) => [keyText(entry), entry.count]));
  const known = keys.map((key) => {
    const text = keyText(key);
    const count = left.get(text) ?? 0;
    if (count > 0) left.set(text, count - 1);
    return count > 0;
  });
  const unused = baseline
    .map((entry) => ({ ...entry, count: left.get(keyText(entry)) ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort(compareKeys);
  return { known, unused };
}

/** An object of sorted entries by what they have in common. */
function nest<Inner>(
  entries: readonly BaselineEntry[],
  nameOf: (entry: BaselineEntry) => string,
  inner: (entries: readonly BaselineEntry[]) => Inner,
): Record<string, Inner> {
  const groups = new Map<string, BaselineEntry[]>();
  for (const entry of entries) {
    const group = groups.get(nameOf(entry));
    if (group) group.push(entry);
    else groups.set(nameOf(entry), [entry]);
  }
  return Object.fromEntries([...groups].map(([name, group]) => [name, inner(group)]));
}

function keyText({ path, rule, fingerprint }: BaselineKey): string {
  return [path, rule, fingerprint].join('\0');
}

function compareKeys(one: BaselineKey, other: BaselineKey): number {
  return (
    compareText(one.path, other.path) ||
    compareText(one.rule, other.rule) ||
    compareText(one.fingerprint, other.fingerprint)
  );
}

function recordIn(value: unknown, file: string, place: string): Record<string, unknown> {
  if (isRecord(value)) return value;
  throw notABaseline(file, `what stands under ${place} is not an object`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notABaseline(file: string, reason: string): UsageError {
  return new UsageError(`${file} is not a baseline: ${reason}. Write it anew with --write-baseline.`);
}
