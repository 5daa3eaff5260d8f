import { recognizeDialects } from '../formats/dotenv/detect.ts';
import { type DotenvDialect, evaluateDotenv } from '../formats/dotenv/evaluate.ts';

/** A dotenv file that processes are to be given. */
export type DotenvFile = { readonly path: string; readonly text: string; readonly dialect: DotenvDialect };

export type DotenvValues = {
  readonly values: ReadonlyMap<string, string>;
  /** What could not be taken over, for people: names of keys, never values. */
  readonly notes: readonly string[];
};

/** What reads `.env` where nothing says it: what runs the Procfile. */
const DEFAULT_DIALECT: DotenvDialect = 'foreman';

/**
 * The dialect of a dotenv file as the files around say it; of several the first.
 *
 * @param path of the dotenv file, relative to the folder of the application
 * @param read gives the text of a file of that folder; undefined where there is none
 */
export function dialectOf(path: string, read: (path: string) => string | undefined): DotenvDialect {
  const has = (place: string) => read(place) !== undefined;
  return recognizeDialects(path, { has, read })[0] ?? DEFAULT_DIALECT;
}

/**
 * Evaluates dotenv files, later ones over earlier ones. Nothing is executed: a value that comes from a command is left
 * out and noted.
 *
 * @param environment what references find beside the files
 */
export function readDotenvFiles(
  files: readonly DotenvFile[],
  environment: Readonly<Record<string, string | undefined>>,
): DotenvValues {
  const values = new Map<string, string>();
  const notes: string[] = [];
  const known = new Map(Object.entries(environment).filter(isSet));
  for (const { path, text, dialect } of files) {
    const evaluation = evaluateDotenv(text, dialect, new Map([...values, ...known]));
    if (evaluation.refused)
      notes.push(
        `${path}, line ${evaluation.refused.line + 1}: ${dialect} refuses it because of ${evaluation.refused.reason}. ${evaluation.values.size === 0 ? 'None' : 'Only some'} of its values are set.`,
      );
    for (const [key, why] of evaluation.undetermined) notes.push(describeUndetermined(path, key, why));
    for (const [key, value] of evaluation.values) if (value !== null) values.set(key, value);
  }
  return { values, notes };
}

function isSet(entry: [string, string | undefined]): entry is [string, string] {
  return entry[1] !== undefined;
}

function describeUndetermined(path: string, key: string, why: 'command' | 'process' | 'length'): string {
  if (why === 'command')
    return `${path}: ${key} comes from a command, which is not run. Set ${key} in the environment instead.`;
  if (why === 'process') return `${path}: ${key} depends on a process id and is not set.`;
  return `${path}: ${key} is too long and is not set.`;
}
