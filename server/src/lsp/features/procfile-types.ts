/**
 * What process types mean to those who start them. Sources: the documentation of Heroku, Dokku, Scalingo and Google
 * Cloud; piku's piku.py; nixpacks' procfile.rs.
 */
export const PROCESS_TYPES: Readonly<Record<string, { readonly summary: string; readonly more: string }>> = {
  web: {
    summary: 'Takes HTTP requests on the port that PORT names',
    more: 'The only type that platforms route requests to, and the only one that is started without being scaled up. Google Cloud demands it; Railway and Paketo choose it by default.',
  },
  worker: {
    summary: 'Works in the background',
    more: 'A convention: jobs from a queue. Platforms start none until it is scaled up; Railway and Paketo choose it where there is no `web`.',
  },
  release: {
    summary: 'Runs once before a release goes live',
    more: 'On Heroku, Dokku and piku, for migrations; a failure stops the release. foreman, honcho, overmind and their like start it beside the others.',
  },
  clock: {
    summary: 'Starts scheduled work',
    more: 'A convention: run a single one, and let it hand jobs to workers.',
  },
  scheduler: {
    summary: 'Starts scheduled work',
    more: 'A convention: run a single one, and let it hand jobs to workers.',
  },
  postdeploy: {
    summary: 'Runs once before a release goes live, on Scalingo',
    more: 'It may take 20 minutes; a failure stops the deployment.',
  },
  console: { summary: 'Opens a console', more: 'A convention: started by hand, as a one-off process.' },
  cron: {
    summary: 'Runs at times, on piku',
    more: 'The command begins with five fields: `cron: 0 1 * * * bin/nightly`.',
  },
  preflight: {
    summary: 'Runs before a deployment, on piku',
    more: 'In the shell, before dependencies are installed.',
  },
  wsgi: {
    summary: 'A Python application that piku runs by uWSGI',
    more: 'The command is `module:application`; `web` is not run then.',
  },
  tcp: { summary: 'Takes TCP connections, on Scalingo', more: 'Behind its TCP gateway.' },
};
