import type { Span } from './span.ts';

/**
 * What one file says of the processes of an application, at a place: a Procfile defines them and says what they run;
 * formations and scripts name them; other files have what they run.
 */
export type ProcessFact = { readonly span: Span } & (
  | { readonly kind: 'define'; readonly name: string }
  /** A formation says how many of it run; the number is missing where it is none that is written out. */
  | { readonly kind: 'count'; readonly name: string; readonly count?: number; readonly place: NamingPlace }
  /** A command starts it, stops it or shows its log; `orProgram`: where there is none of the name, a program. */
  | { readonly kind: 'start'; readonly name: string; readonly place: NamingPlace; readonly orProgram?: true }
  /** A command of a Procfile runs a file, by its path relative to the folder of the Procfile. */
  | { readonly kind: 'run-file'; readonly path: string; readonly program: string }
  /** … a script of `package.json`. */
  | { readonly kind: 'run-script'; readonly name: string }
  /** … a Python module, by its path without ending, relative to the folder of the Procfile. */
  | { readonly kind: 'run-module'; readonly name: string; readonly path: string }
  /** `package.json` has a script. */
  | { readonly kind: 'script'; readonly name: string }
  /** A Procfile, or a script with an interpreter in its first line, ends lines with CR LF. */
  | { readonly kind: 'carriage-return' }
);

/** Where a process type is named. */
export type NamingPlace = {
  /** In words for people: `the formation of app.json`, `foreman start`. */
  readonly name: string;
  /** Who takes the name: what a platform runs may have process types of its own that no Procfile names. */
  readonly reader: 'platform' | 'runner';
  /** The name of the Procfile in the same folder that a command is told. */
  readonly procfile?: string;
};
