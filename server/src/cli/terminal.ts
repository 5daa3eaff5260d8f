import type { Severity } from '../model/finding.ts';
import type { Stream, System } from './system.ts';

/** Select Graphic Rendition parameters of ECMA-48: on and off. */
const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  underline: [4, 24],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
} as const;

export type StyleName = keyof typeof CODES;

/** Gives a text a style, or leaves it as it is where there is no colour. */
export type Style = (name: StyleName, text: string) => string;

export const PLAIN: Style = (_name, text) => text;

const COLOURED: Style = (name, text) => {
  const [on, off] = CODES[name];
  return text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`;
};

/** Wider lines are hard to read. */
const MAXIMUM_COLUMNS = 120;
const MINIMUM_COLUMNS = 60;
/** Of a pipe or a file. */
const DEFAULT_COLUMNS = 100;

/** Whether a stream takes colour: `FORCE_COLOR` before `NO_COLOR`, as in Node, before what the stream is. */
export function hasColour(stream: Stream, environment: System['environment']): boolean {
  const { FORCE_COLOR: force, NO_COLOR: none, TERM: terminal } = environment;
  if (force !== undefined) return force !== '0' && force !== 'false';
  // https://no-color.org: present and not empty, whatever its value.
  if (none !== undefined && none !== '') return false;
  return stream.isTerminal && terminal !== 'dumb';
}

export function styleFor(stream: Stream, environment: System['environment']): Style {
  return hasColour(stream, environment) ? COLOURED : PLAIN;
}

/** The columns that a report may take. */
export function columnsOf({ columns }: Pick<Stream, 'columns'>): number {
  if (columns === undefined || columns <= 0) return DEFAULT_COLUMNS;
  return Math.max(MINIMUM_COLUMNS, Math.min(columns, MAXIMUM_COLUMNS));
}

export const SEVERITY_STYLES: Readonly<Record<Severity, StyleName>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'cyan',
};

/** `1 file`, `1,204 files`: the same on every machine, whatever its locale. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(number)} ${number === 1 ? singular : plural}`;
}

/** Digits in groups of three. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
