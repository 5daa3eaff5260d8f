import type { FeatureFolder } from './feature.ts';
import {
  artisanCommandsOf,
  mixTasksOf,
  type ProjectTask,
  pythonApplicationsOf,
  pythonModulesOf,
  queuesOf,
  rakeTasksOf,
} from './procfile-tasks.ts';

/** A label and what it is. */
type Offered = readonly [label: string, detail: string];

/** What the programs themselves bring, of what processes and release phases run. */
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  Rails: ['db:migrate', 'db:prepare', 'server', 'runner', 'solid_queue:start', 'jobs:work'],
  Mix: ['phx.server', 'ecto.migrate', 'run --no-halt'],
  Laravel: ['queue:work', 'schedule:work', 'migrate --force', 'horizon', 'octane:start', 'reverb:start'],
};

type Source = {
  /** The command before the argument. */
  readonly after: RegExp;
  readonly offer: (base: string, folder: FeatureFolder) => Promise<readonly Offered[]>;
};

const SOURCES: readonly Source[] = [
  {
    after: /(?:^|[\s/])rails$/,
    offer: async (base, folder) => [...named(await rakeTasksOf(base, folder)), ...builtIn('Rails')],
  },
  { after: /(?:^|[\s/])rake$/, offer: async (base, folder) => named(await rakeTasksOf(base, folder)) },
  {
    after: /(?:^|\s)mix(?:\s+do)?$/,
    offer: async (base, folder) => [...named(await mixTasksOf(base, folder)), ...builtIn('Mix')],
  },
  {
    after: /(?:^|[\s/])artisan$/,
    offer: async (base, folder) => [...named(await artisanCommandsOf(base, folder)), ...builtIn('Laravel')],
  },
  {
    after: /(?:^|\/|\s)bin\/console$/,
    offer: async (base, folder) => named(await artisanCommandsOf(base, folder)),
  },
  {
    after: /(?:^|\s)(?:sidekiq|good_job)\b.*\s(?:-q|--queues?)$/,
    offer: async (base, folder) => named(await queuesOf(base, folder)),
  },
  {
    after: /(?:^|\s)python[\d.]*\s+(?:-\w\s+)*-m$/,
    offer: async (base, folder) => named(pythonModulesOf(base, folder)),
  },
  {
    after:
      /(?:^|\s)(?:gunicorn|uvicorn|hypercorn|daphne|granian|waitress-serve)(?!.*\s(?:-c|--config|-b|--bind|--host|--port|-p|-w|--workers|-k)$)(?:\s.*)?$/,
    offer: async (base, folder) => named(await pythonApplicationsOf(base, folder)),
  },
  {
    after: /(?:^|\s)celery\b.*\s(?:-A|--app)$/,
    offer: async (base, folder) => named(await pythonApplicationsOf(base, folder)),
  },
];

/** Arguments that the project's own files suggest; undefined where the command is none of those that are known. */
export async function argumentsAt(
  earlier: string,
  base: string,
  folder: FeatureFolder,
): Promise<readonly Offered[] | undefined> {
  const source = SOURCES.find(({ after }) => after.test(earlier));
  const offered = await source?.offer(base, folder);
  return offered?.filter(([label], index) => offered.findIndex(([other]) => other === label) === index);
}

function named(tasks: readonly ProjectTask[]): readonly Offered[] {
  return tasks.map(({ name, detail }) => [name, detail.replaceAll('`', '')]);
}

function builtIn(of: string): readonly Offered[] {
  return (BUILT_IN[of] ?? []).map((name) => [name, of]);
}
