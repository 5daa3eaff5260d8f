/**
 * How a tool puts several dotenv files over one another: whether what is for one mode (`.env.production`) or what is
 * for one machine (`.env.local`) has the last word. `.env` has the first and `.env.production.local` the last in both.
 */
export type Layering = { readonly tool: string; readonly last: 'mode' | 'local' };

type Evidence = {
  readonly file: 'package.json' | 'Gemfile';
  readonly pattern: RegExp;
  readonly layering: Layering;
};

const dependency = (name: string): RegExp =>
  new RegExp(`"${name}"\\s*:\\s*"(?:[\\^~<>=*\\d]|v\\d|latest|workspace:|catalog:|npm:)`);
const onNpm = (name: string, tool: string, last: Layering['last']): Evidence => ({
  file: 'package.json',
  pattern: dependency(name),
  layering: { tool, last },
});

/**
 * After the tools' documentation and sources: Vite's `getEnvFilesForMode`, which Astro and SvelteKit use; `@next/env`;
 * react-scripts' config/env.js; dotenv-flow's README; dotenv-rails' railtie; Bun's env_loader.zig. The first counts.
 */
const EVIDENCE: readonly Evidence[] = [
  onNpm('next', 'Next.js', 'local'),
  onNpm('react-scripts', 'Create React App', 'local'),
  onNpm('vite', 'Vite', 'mode'),
  onNpm('astro', 'Astro', 'mode'),
  onNpm('dotenv-flow', 'dotenv-flow', 'mode'),
  {
    file: 'Gemfile',
    pattern: /^\s*gem\s+["']dotenv-rails["']/m,
    layering: { tool: 'dotenv-rails', last: 'local' },
  },
  {
    file: 'package.json',
    pattern: /"bun (?:run )?(?:--\S+ )*[\w./-]+\.[cm]?[jt]sx?\b/,
    layering: { tool: 'Bun', last: 'local' },
  },
];

/**
 * Says which tool reads several files for a dotenv file.
 *
 * @param path of the dotenv file
 * @param read gives the text of a manifest beside it
 * @returns undefined where nothing is known, or only one file is read
 */
export function recognizeLayering(
  path: string,
  read: (path: string) => string | undefined,
): Layering | undefined {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return EVIDENCE.find(({ file, pattern }) => pattern.test(read(folder + file) ?? ''))?.layering;
}

/**
 * Whether a file overrides another of the same folder, by their names.
 *
 * @returns undefined for files that are not read together: of two modes, or of other names
 */
export function overrides(name: string, other: string, { last }: Layering): boolean | undefined {
  const [one, two] = [layerOf(name), layerOf(other)];
  if (!one || !two || (one.mode && two.mode && one.mode !== two.mode)) return undefined;
  return rank(one, last) > rank(two, last);
}

type Layer = { readonly mode: string; readonly isLocal: boolean };

function layerOf(name: string): Layer | undefined {
  const match = /^\.env(?:\.(?!local$)([\w-]+))?(\.local)?$/.exec(name);
  return match ? { mode: match[1] ?? '', isLocal: match[2] !== undefined } : undefined;
}

function rank({ mode, isLocal }: Layer, last: Layering['last']): number {
  return (mode === '' ? 0 : last === 'mode' ? 2 : 1) + (isLocal ? (last === 'mode' ? 1 : 2) : 0);
}
