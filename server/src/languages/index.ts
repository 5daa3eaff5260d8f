import { JAVASCRIPT_LANGUAGES } from './javascript.ts';
import type { Language } from './language.ts';
import { PYTHON_LANGUAGES } from './python.ts';

export const LANGUAGES: readonly Language[] = [...JAVASCRIPT_LANGUAGES, ...PYTHON_LANGUAGES];

const BY_EXTENSION = new Map(
  LANGUAGES.flatMap((language) => language.extensions.map((extension) => [extension, language])),
);

/** The language of a path by its extension; undefined for anything that is not code we know. */
export function languageOf(path: string): Language | undefined {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? undefined : BY_EXTENSION.get(path.slice(dot).toLowerCase());
}
