import { parsePackageJson } from '../../formats/package-json.ts';
import { parseProcfile } from '../../formats/procfile.ts';
import type { Span } from '../../model/span.ts';
import type { Completion, FeatureFolder, PlaceRequest } from './feature.ts';
import { argumentsAt } from './procfile-arguments.ts';
import { makeTargets, managementCommands } from './procfile-references.ts';
import { PROCESS_TYPES } from './procfile-types.ts';

/** More files than this are not offered at once: typing narrows the list. */
const MAXIMUM_FILES = 200;

/** Commands that Django itself brings and that processes and release phases run. */
const DJANGO_COMMANDS = ['migrate', 'collectstatic', 'clearsessions', 'createcachetable', 'shell'];

/** Offers process types at the start of a line; commands, files and variables behind the colon. */
export async function completeProcfile(request: PlaceRequest): Promise<readonly Completion[]> {
  const { text, offset } = request;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  if (/^\s*(?:#|\/\/)/.test(before)) return [];
  if (/^\uFEFF?[\w-]*$/.test(before)) return typesAt(request, offset - before.replace(/^\uFEFF/, '').length);
  const colon = /^[^\s:]+\s*:/.exec(before);
  if (!colon) return [];
  const command = before.slice(colon[0].length);
  const variable = /\$\{?\w*$/.exec(command)?.[0];
  if (variable !== undefined) return variablesAt(request, { start: offset - variable.length, end: offset });
  // `web:` without the space that some readers demand gets no command glued to it.
  return command === '' ? [] : commandsAt(request, command);
}

function typesAt({ path, text, offset }: PlaceRequest, start: number): readonly Completion[] {
  const rest = /^[\w-]*(?::[ \t]*)?/.exec(text.slice(offset))?.[0] ?? '';
  const span = { start, end: offset + rest.length };
  const present = parseProcfile(path, text).entries.filter(({ nameSpan }) => nameSpan.start !== start);
  return Object.entries(PROCESS_TYPES)
    .filter(([name]) => !present.some((entry) => entry.name === name))
    .map(([name, { summary, more }]) => ({
      label: name,
      kind: 'type',
      detail: summary,
      documentation: more,
      span,
      text: `${name}: `,
    }));
}

function variablesAt({ path, text, folder }: PlaceRequest, span: Span): readonly Completion[] {
  const isBraced = text.startsWith('${', span.start);
  const places = new Map<string, string>([['PORT', 'the port that the platform assigned']]);
  for (const summary of folder.summaries()) {
    if (summary.path === path) continue;
    for (const { name } of summary.variables) if (!places.has(name)) places.set(name, summary.path);
  }
  const closing = isBraced && text[span.end] !== '}' ? '}' : '';
  return [...places].map(([name, detail]) => ({
    label: name,
    kind: 'variable',
    detail,
    span,
    text: isBraced ? `\${${name}${closing}` : `$${name}`,
  }));
}

async function commandsAt(request: PlaceRequest, command: string): Promise<readonly Completion[]> {
  const { path, offset, folder } = request;
  const base = path.slice(0, path.lastIndexOf('/') + 1);
  // What is typed since the last operator decides.
  const simple = /[^;&|]*$/.exec(command)?.[0].trimStart() ?? '';
  const word = /\S*$/.exec(simple)?.[0] ?? '';
  const earlier = simple.slice(0, simple.length - word.length).trim();
  const span = { start: offset - word.length, end: offset };
  const offer = (label: string, detail: string): Completion => ({ label, kind: 'command', detail, span });
  if (earlier === '') {
    return [
      ...(await programs(base, folder)).map(([label, detail]) => offer(label, detail)),
      ...files(base, folder, span, /^(?:bin\/|\.\/|script)|\.sh$/),
    ];
  }
  if (/^(?:npm|pnpm|yarn|bun) run$|^yarn$/.test(earlier)) {
    return (await scripts(base, folder)).map(({ name, value }) => offer(name, value));
  }
  if (/^make(?: \S+)*$/.test(earlier))
    return (await targets(base, folder)).map((name) => offer(name, 'target of Makefile'));
  if (/manage\.py$/.test(earlier)) {
    const own = [...managementCommands(base, folder)].map(([name, at]) => offer(name, at));
    return [...own, ...DJANGO_COMMANDS.map((name) => offer(name, 'Django'))];
  }
  const offered = await argumentsAt(earlier, base, folder);
  if (offered) return offered.map(([label, detail]) => offer(label, detail));
  return files(base, folder, span, sourcesOf(earlier));
}

/** The files that a program runs: `node` those of JavaScript. */
function sourcesOf(command: string): RegExp {
  if (/(?:^|\s)(?:node|nodejs|bun|deno run)\b/.test(command)) return /\.[cm]?js$|\.ts$/;
  if (/(?:^|\s)python[\d.]*\b/.test(command)) return /\.py$/;
  if (/(?:^|\s)ruby\b/.test(command)) return /\.rb$/;
  if (/(?:^|\s)(?:ba|z|da)?sh\b/.test(command)) return /\.sh$|^bin\//;
  if (/(?:^|\s)(?:-c|--config|-C)$/.test(command)) return /\.(?:py|rb|ru|js|cjs|json|toml|ya?ml|conf|ini)$/;
  return /(?!)/;
}

/** Whole commands that the files of the folder suggest, with what they are. */
async function programs(base: string, folder: FeatureFolder): Promise<readonly [string, string][]> {
  const has = (name: string) => folder.has(base + name);
  const manager = has('pnpm-lock.yaml')
    ? 'pnpm'
    : has('yarn.lock')
      ? 'yarn'
      : has('bun.lock') || has('bun.lockb')
        ? 'bun'
        : 'npm';
  const offered: [string, string][] = [];
  for (const { name, value } of await scripts(base, folder)) {
    offered.push([manager === 'npm' && name === 'start' ? 'npm start' : `${manager} run ${name}`, value]);
  }
  const main = has('package.json') ? (await packageJson(base, folder)).main?.value : undefined;
  for (const file of [main, 'server.js', 'index.js', 'app.js']) {
    if (file !== undefined && has(file) && !offered.some(([label]) => label === `node ${file}`))
      offered.push([`node ${file}`, file]);
  }
  if (has('manage.py')) offered.push(['python manage.py migrate', 'Django'], ['python manage.py', 'Django']);
  for (const target of await targets(base, folder)) offered.push([`make ${target}`, 'target of Makefile']);
  offered.push(...(await rubyPrograms(base, folder)));
  if (has('artisan'))
    offered.push(['php artisan queue:work', 'Laravel'], ['php artisan schedule:work', 'Laravel']);
  if (has('mix.exs')) offered.push(['mix phx.server', 'Phoenix'], ['mix ecto.migrate', 'Ecto']);
  return offered;
}

async function rubyPrograms(base: string, folder: FeatureFolder): Promise<readonly [string, string][]> {
  const gems = folder.has(`${base}Gemfile`) ? ((await folder.read(`${base}Gemfile`)) ?? '') : '';
  const has = (gem: string) => new RegExp(`^\\s*gem\\s+["']${gem}["']`, 'm').test(gems);
  const offered: [string, string][] = [];
  if (has('puma')) offered.push(['bundle exec puma -C config/puma.rb', 'gem puma']);
  if (has('sidekiq')) offered.push(['bundle exec sidekiq', 'gem sidekiq']);
  if (has('good_job')) offered.push(['bundle exec good_job start', 'gem good_job']);
  if (has('rails')) offered.push(['bundle exec rails db:migrate', 'gem rails']);
  return offered;
}

async function packageJson(base: string, folder: FeatureFolder) {
  const path = `${base}package.json`;
  return parsePackageJson(path, (folder.has(path) ? await folder.read(path) : undefined) ?? '');
}

async function scripts(base: string, folder: FeatureFolder) {
  return (await packageJson(base, folder)).scripts;
}

async function targets(base: string, folder: FeatureFolder): Promise<readonly string[]> {
  const path = `${base}Makefile`;
  const text = folder.has(path) ? ((await folder.read(path)) ?? '') : '';
  return [...new Set(makeTargets(text).map(({ name }) => name))];
}

function files(base: string, folder: FeatureFolder, span: Span, wanted: RegExp): readonly Completion[] {
  const found: Completion[] = [];
  for (const path of folder.paths()) {
    if (found.length === MAXIMUM_FILES) break;
    const name = path.slice(base.length);
    if (!path.startsWith(base) || /(?:^|\/)(?:node_modules|tests?|__tests__)\//.test(name)) continue;
    if (wanted.test(name)) found.push({ label: name, kind: 'file', span });
  }
  return found;
}
