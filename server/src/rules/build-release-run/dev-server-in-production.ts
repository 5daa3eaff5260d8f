import type { ProcfileContext } from '../../formats/procfile/targets.ts';
import type { Evidence, Fix, Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import {
  dockerfileProcesses,
  matchIn,
  type ProgramTable,
  procfileProcesses,
  type StartedProcess,
  type StartedProgram,
} from '../process-commands.ts';
import { isForDevelopers } from './developers.ts';

/** Arguments with which programs serve developers: they reload, watch, or say themselves that they are not for more. */
const DEVELOPMENT: ProgramTable = {
  nodemon: /^/,
  'ts-node-dev': /^/,
  tsnd: /^/,
  tsx: /^watch\b/,
  node: /(?:^| )--watch(?= |$)/,
  npm: /^run (?:dev|develop|start:dev|watch)(?= |$)/,
  pnpm: /^(?:run )?(?:dev|develop|start:dev|watch)(?= |$)/,
  yarn: /^(?:run )?(?:dev|develop|start:dev|watch)(?= |$)/,
  bun: /^run (?:dev|develop|start:dev|watch)(?= |$)|^--(?:hot|watch)\b/,
  flask: /(?:^| )run\b/,
  python: /manage\.py runserver(?:_plus)?\b/,
  'manage.py': /^runserver(?:_plus)?\b/,
  uvicorn: /(?:^| )--reload(?= |$)/,
  gunicorn: /(?:^| )--reload(?= |$)/,
  hypercorn: /(?:^| )--reload(?= |$)/,
  granian: /(?:^| )--reload(?= |$)/,
  fastapi: /^dev\b/,
  php: /^-S\b|artisan serve\b/,
  artisan: /^serve\b/,
  ng: /^(?:serve|s)\b/,
  vite: /^(?!build|preview|optimize|--version).*/,
  'webpack-dev-server': /^/,
  webpack: /^(?:s|serve|w|watch)\b/,
  next: /^(?:dev\b|$)/,
  nuxt: /^dev\b/,
  nuxi: /^dev\b/,
  'react-scripts': /^start\b/,
  'vue-cli-service': /^serve\b/,
  gatsby: /^develop\b/,
  astro: /^dev\b/,
  dotnet: /^watch\b/,
  air: /^/,
  watchmedo: /^/,
  watchfiles: /^/,
};

/** Servers that are made to serve many. */
const PRODUCTION =
  /^(?:gunicorn|uvicorn|hypercorn|daphne|granian|uwsgi|waitress-serve|puma|unicorn|passenger|next|node|java)$/;

/** Options without which the same program is fit to serve. */
const REMOVABLE: Readonly<Record<string, readonly string[]>> = {
  node: ['--watch'],
  uvicorn: ['--reload'],
  gunicorn: ['--reload'],
  hypercorn: ['--reload'],
  granian: ['--reload'],
};

export default defineRule({
  id: 'build-release-run/dev-server-in-production',
  severity: 'warning',
  summary: 'Run production by a server that is made for it, without reloading and watching.',
  formats: {
    *dockerfile(document) {
      for (const process of dockerfileProcesses(document)) yield* reportsOf(process);
    },
    *procfile(document, context) {
      for (const process of procfileProcesses(document)) yield* reportsOf(process, context);
    },
  },
});

function* reportsOf({ programs }: StartedProcess, context?: ProcfileContext): Iterable<Report | Evidence> {
  for (const started of programs) {
    const { program, span } = started;
    const match = matchIn(DEVELOPMENT, started);
    if (match === undefined) {
      if (PRODUCTION.test(program.name)) yield { evidence: `${program.name} runs the process`, span };
      continue;
    }
    yield {
      span,
      message: `\`${match}\` is for development: it serves few requests at a time or restarts when files change, and may show its inner workings to strangers. Start a server that is made for production.`,
      ...(context && isForDevelopers(context) ? { confidence: 'low' } : {}),
      fixes: context ? withoutOption(started) : [],
    };
  }
}

function withoutOption({ program }: StartedProgram): readonly Fix[] {
  const options = Object.hasOwn(REMOVABLE, program.name) ? REMOVABLE[program.name] : undefined;
  const at = program.arguments.findIndex(({ value }) => options?.includes(value));
  const option = program.arguments[at];
  if (!option) return [];
  const start = (program.arguments[at - 1] ?? program.word).span.end;
  return [
    {
      title: `Leave ${option.value} out`,
      kind: 'suggested',
      edits: [{ span: { start, end: option.span.end }, text: '' }],
    },
  ];
}
