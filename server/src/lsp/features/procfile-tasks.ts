import { artisanCommands } from '../../formats/tasks/artisan.ts';
import { mixAliases, mixTask } from '../../formats/tasks/mix.ts';
import { pythonApplications } from '../../formats/tasks/python-application.ts';
import { queuedClasses, rakeTasks } from '../../formats/tasks/rake.ts';
import type { DefinedTask } from '../../formats/tasks/task.ts';
import type { FeatureFolder, FoundPlace } from './feature.ts';

/** Something that an argument of a program names, and where the project defines it. */
export type ProjectTask = {
  readonly name: string;
  /** One line: `rake task of lib/tasks/stock.rake`. */
  readonly detail: string;
  readonly place: FoundPlace;
};

/** No more files than this are read to find tasks: an answer must come while one types. */
const MAXIMUM_FILES = 200;

/** Tasks of Rake, which `rails` runs too. */
export function rakeTasksOf(base: string, folder: FeatureFolder): Promise<readonly ProjectTask[]> {
  const isOne = (name: string) => /^(?:[Rr]akefile(?:\.rb)?|(?:lib\/tasks|rakelib)\/.+\.rake)$/.test(name);
  return tasksIn(base, folder, isOne, 'Rake task', rakeTasks);
}

/** Aliases and tasks of Mix. */
export function mixTasksOf(base: string, folder: FeatureFolder): Promise<readonly ProjectTask[]> {
  const isOne = (name: string) => name === 'mix.exs' || /(?:^|\/)lib\/mix\/tasks\/.+\.exs?$/.test(name);
  return tasksIn(base, folder, isOne, 'Mix task', (text, path) =>
    path.endsWith('mix.exs') ? mixAliases(text) : [mixTask(text) ?? []].flat(),
  );
}

/** Commands of Laravel's `artisan` and Symfony's console. */
export function artisanCommandsOf(base: string, folder: FeatureFolder): Promise<readonly ProjectTask[]> {
  const isOne = (name: string) =>
    /^(?:(?:app\/Console|src)\/(?:.+\/)?Commands?\/.+|routes\/console)\.php$/.test(name);
  return tasksIn(base, folder, isOne, 'Command', artisanCommands);
}

/** Queues, and the classes of jobs that are put into them. */
export function queuesOf(base: string, folder: FeatureFolder): Promise<readonly ProjectTask[]> {
  const isOne = (name: string) => /^app\/(?:jobs|workers|sidekiq)\/.+\.rb$/.test(name);
  return tasksIn(base, folder, isOne, 'Queue', (text) =>
    queuedClasses(text).map(({ queue, name, span }) => ({ name: queue, span, summary: `of ${name}` })),
  );
}

/** The file that Rails loads for a class: `Reports::DailyJob` is in `app/jobs/reports/daily_job.rb`. */
export function classFile(name: string, base: string, folder: FeatureFolder): string | undefined {
  const path = name
    .split('::')
    .map((part) =>
      part
        .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
        .replace(/([a-z\d])([A-Z])/g, '$1_$2')
        .toLowerCase(),
    )
    .join('/');
  const wanted = new RegExp(`^(?:app/\\w+|app/\\w+/concerns|lib)/${path}\\.rb$`);
  for (const one of folder.paths())
    if (one.startsWith(base) && wanted.test(one.slice(base.length))) return one;
  return undefined;
}

/** Files by which Python applications usually call what a server or a worker loads. */
const APPLICATION_FILE =
  /(?:^|\/)(?:wsgi|asgi|app|main|application|server|api|run|celery|celery_app|celeryapp|tasks|worker|__init__)\.py$/;

/** `shop.wsgi:application` for servers; for Celery the module alone. */
export async function pythonApplicationsOf(
  base: string,
  folder: FeatureFolder,
): Promise<readonly ProjectTask[]> {
  const isOne = (name: string) => APPLICATION_FILE.test(name) && name.split('/').length <= 4;
  const found = await tasksIn(base, folder, isOne, 'Application', (text) => pythonApplications(text));
  return found.map((task) => ({
    ...task,
    name: `${moduleOf(task.place.path.slice(base.length))}:${task.name}`,
  }));
}

/** Modules for `python -m`: packages with a `__main__`, and modules of the project's own packages. */
export function pythonModulesOf(base: string, folder: FeatureFolder): readonly ProjectTask[] {
  const found: ProjectTask[] = [];
  for (const path of folder.paths()) {
    const name = path.slice(base.length);
    if (!path.startsWith(base) || !/^(?:\w+\/){0,3}\w+\.py$/.test(name)) continue;
    if (/(?:^|\/)(?:tests?|migrations|node_modules)\/|(?:^|\/)(?:__init__|setup|conftest)\.py$/.test(name))
      continue;
    const place = { path, span: { start: 0, end: 0 } };
    found.push({ name: moduleOf(name), detail: `Module \`${path}\``, place });
    if (found.length === MAXIMUM_FILES) break;
  }
  return found;
}

function moduleOf(path: string): string {
  return path.replace(/(?:\/__(?:init|main)__)?\.py$/, '').replaceAll('/', '.');
}

async function tasksIn(
  base: string,
  folder: FeatureFolder,
  isOne: (name: string) => boolean,
  what: string,
  read: (text: string, path: string) => readonly DefinedTask[],
): Promise<readonly ProjectTask[]> {
  const paths = [...folder.paths()].filter((path) => path.startsWith(base) && isOne(path.slice(base.length)));
  const found: ProjectTask[] = [];
  for (const path of paths.sort().slice(0, MAXIMUM_FILES)) {
    const text = (await folder.read(path)) ?? '';
    for (const { name, span, summary } of read(text, path)) {
      const detail = `${what} \`${name}\` of \`${path}\`${summary ? `: ${summary}` : ''}`;
      found.push({ name, detail, place: { path, span } });
    }
  }
  return found;
}
