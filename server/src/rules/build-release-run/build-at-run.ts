import type { ProcfileContext } from '../../formats/procfile/targets.ts';
import type { Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import {
  dockerfileProcesses,
  matchIn,
  type ProgramTable,
  procfileProcesses,
  type StartedProcess,
} from '../process-commands.ts';
import { isForDevelopers } from './developers.ts';

/** Arguments with which programs install, compile or fetch. */
const BUILDS: ProgramTable = {
  npm: /^(?:ci|i|install|(?:run|run-script) build\S*)(?= |$)/,
  yarn: /^(?:install|(?:run )?build\S*)(?= |$)|^$/,
  pnpm: /^(?:i|install|(?:run )?build\S*)(?= |$)/,
  bun: /^(?:i|install|run build\S*)(?= |$)/,
  tsc: /^(?!.*(?:--noEmit|--version|-v\b|--watch|-w\b)).*/,
  webpack: /^(?!(?:s|serve|w|watch)\b|.*--watch).*/,
  vite: /^build(?!.*(?:--watch|-w\b))/,
  next: /^build\b/,
  nuxt: /^(?:build|generate)\b/,
  nuxi: /^(?:build|generate)\b/,
  ng: /^build(?!.*--watch)\b/,
  astro: /^build\b/,
  gatsby: /^build\b/,
  remix: /^build\b/,
  'react-scripts': /^build\b/,
  'vue-cli-service': /^build\b/,
  pip: /^install\b/,
  pip3: /^install\b/,
  poetry: /^install\b/,
  pipenv: /^(?:install|sync)\b/,
  uv: /^(?:sync|pip install)\b/,
  python: /manage\.py (?:collectstatic|compress)\b/,
  'manage.py': /^(?:collectstatic|compress)\b/,
  bundle: /^install\b/,
  rails: /^assets:precompile\b/,
  rake: /^assets:precompile\b/,
  composer: /^(?:install|update)\b/,
  go: /^(?:run|build|install)\b/,
  mvn: /\b(?:spring-boot:run|compile|package|install)\b/,
  mvnw: /\b(?:spring-boot:run|compile|package|install)\b/,
  gradle: /\b(?:bootRun|build|installDist)\b/,
  gradlew: /\b(?:bootRun|build|installDist)\b/,
  dotnet: /^(?:run(?!.*--no-build)|restore|build|publish)\b/,
  cargo: /^(?:run|build|install)\b/,
  mix: /^(?:deps\.get|compile|assets\.\w+)\b/,
  git: /^(?:pull|clone)\b/,
  'apt-get': /\binstall\b/,
  apk: /\badd\b/,
};

export default defineRule({
  id: 'build-release-run/build-at-run',
  severity: 'warning',
  summary: 'Install, compile and fetch when a release is built, not when a process starts.',
  formats: {
    *dockerfile(document) {
      for (const process of dockerfileProcesses(document)) yield* reportsOf(process);
    },
    *procfile(document, context) {
      for (const process of procfileProcesses(document)) yield* reportsOf(process, context);
    },
  },
});

function* reportsOf({ programs }: StartedProcess, context?: ProcfileContext): Iterable<Report> {
  for (const started of programs) {
    const build = matchIn(BUILDS, started);
    if (build === undefined) continue;
    yield {
      span: started.span,
      message: `Every start of this process runs \`${build}\`: it takes long, fails with the network, and two processes of one release may run different code. Do it when the release is built.`,
      ...(context && isForDevelopers(context) ? { confidence: 'low' } : {}),
    };
    // In a Dockerfile all have one place.
    if (!context) return;
  }
}
