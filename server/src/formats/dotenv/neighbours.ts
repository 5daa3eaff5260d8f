import { parseDotenv } from '../dotenv.ts';
import { isDotenvTemplate, readDotenvVariables } from '../variables/dotenv.ts';

/** A dotenv file beside another: the template it is copied from, or one that is read together with it. */
export type DotenvNeighbour = {
  readonly path: string;
  readonly kind: 'template' | 'layer';
  /** What the file assigns, in its order, with the value as it is written there, quotes and all. */
  readonly values: ReadonlyMap<string, string>;
  /** What it shows in comments only: `# PORT=3000`. */
  readonly optional: ReadonlySet<string>;
};

const TEMPLATE_SUFFIXES = ['.example', '.sample', '.template', '.tmpl', '.dist'] as const;
const ROOT_TEMPLATES = ['.env-example', '.env_example', 'env.example', 'example.env'] as const;
/** What Vite, Next.js, Create React App, Bun, dotenv-flow and dotenv-rails read besides `.env`. */
const MODES = ['development', 'production', 'test', 'staging'] as const;

/** Paths where a neighbour of a dotenv file may be; none for a template. */
export function neighbourPaths(path: string): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const name = path.slice(folder.length);
  if (isDotenvTemplate(path)) return [];
  const templates = TEMPLATE_SUFFIXES.map((suffix) => name + suffix);
  if (!/^\.env(?:\.[\w-]+)*$/.test(name)) return templates.map((one) => folder + one);
  const own = [...templates, ...TEMPLATE_SUFFIXES.map((suffix) => `.env${suffix}`), ...ROOT_TEMPLATES];
  return [...new Set([...own, ...layersOf(name)])].filter((one) => one !== name).map((one) => folder + one);
}

function layersOf(name: string): readonly string[] {
  const mode = /^\.env\.([\w-]+?)(?:\.local)?$/.exec(name)?.[1];
  const modes = mode === undefined || mode === 'local' ? MODES : [mode];
  return ['.env', '.env.local', ...modes.flatMap((one) => [`.env.${one}`, `.env.${one}.local`])];
}

/** What a neighbour says. Takes a path of `neighbourPaths` and the file's text; never throws. */
export function readNeighbour(path: string, text: string): DotenvNeighbour {
  const { assignments } = parseDotenv(path, text);
  const commented = readDotenvVariables(path, text).uses.filter((use) => use.commented);
  return {
    path,
    kind: isDotenvTemplate(path) ? 'template' : 'layer',
    values: new Map(
      assignments
        .filter(({ key }) => key !== '')
        .map(({ key, quotedSpan: { start, end } }) => [key, text.slice(start, end)]),
    ),
    optional: new Set(commented.map(({ name }) => name)),
  };
}
