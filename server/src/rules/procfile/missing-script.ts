import type { Confidence } from '../../model/finding.ts';
import type { ProcessFact } from '../../model/process.ts';
import type { ProjectView } from '../../model/project.ts';
import { defineRule } from '../../model/rule.ts';
import { isProcfile } from './formations.ts';
import { folderOf, foldersAround, pathsRun } from './paths-run.ts';
import { ALL_KINDS } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/missing-script',
  severity: 'information',
  summary: 'Name files, scripts of `package.json` and modules that the application has.',
  kinds: ALL_KINDS,
  *project(project) {
    for (const summary of project.summaries.filter(isProcfile)) {
      for (const fact of summary.processes ?? []) {
        const missing = missingFrom(fact, summary.path, project);
        if (missing) {
          yield {
            path: summary.path,
            span: fact.span,
            message: `${missing.what}, so the process ends as soon as it is started. Name what it is to run, or add what is missing.`,
            confidence: missing.confidence,
          };
        }
      }
    }
  },
});

type Missing = { readonly what: string; readonly confidence: Confidence };

function missingFrom(fact: ProcessFact, procfile: string, project: ProjectView): Missing | undefined {
  switch (fact.kind) {
    case 'run-file': {
      const isMissing =
        pathsRun(procfile, fact).every(project.isAbsent) && !mayBeMade(fact, folderOf(procfile), project);
      return isMissing ? { what: `There is no file \`${fact.path}\``, confidence: 'medium' } : undefined;
    }
    case 'run-module':
      return missingModule(fact, procfile, project);
    case 'run-script':
      return missingPackageScript(fact.name, folderOf(procfile), project);
    default:
      return undefined;
  }
}

/** Folders into which builds, installations and platforms put what they make. */
const MADE =
  /(?:^|\/)(?:dist|build|built|builds|out|output|target|release|releases|compiled|artifacts|generated|publish|obj|tmp|deps|_build|node_modules|vendor|env|venv|\.[^/]+)\//;

/** What compiles, or makes files in other ways, by its manifests. */
const MAKERS =
  /(?:^|\/)(?:go\.(?:mod|work)|Cargo\.toml|pom\.xml|build\.gradle(?:\.kts)?|mix\.exs|rebar\.config|Package\.swift|stack\.yaml|CMakeLists\.txt|build\.sbt|shard\.yml|dub\.json|build\.zig|dune-project|project\.clj|deps\.edn|GNUmakefile|[Mm]akefile|[Jj]ustfile|Taskfile\.ya?ml|Rakefile\.build|Dockerfile|\.buildpacks|[\w.-]+\.(?:cs|fs|vb)proj|[\w.-]+\.(?:cabal|nimble|go|rs))$/;

/** What buildpacks put into `bin`: nginx, PgBouncer, stunnel, the tunnels of add-ons. */
const OF_BUILDPACKS =
  /^bin\/(?:start-|run-|qg|fixie|proximo|statica|proxy|heroku|use-|with_)|^(?:start|run)$/;

/** Scripts of `package.json` that build before a release. */
const BUILDS = /^(?:build|heroku-(?:pre|post)build|gcp-build|postinstall|prepare|compile)(?:$|:)/;

/** Whether something may make the file that is not there: only where nothing can is it missing. */
function mayBeMade(
  { path, program }: ProcessFact & { readonly kind: 'run-file' },
  base: string,
  { files, summaries }: ProjectView,
): boolean {
  const folder = folderOf(path);
  if (MADE.test(folder)) return true;
  // A folder of which nothing is known is made, mounted or copied.
  if (folder !== '' && !files.some((one) => one.startsWith(base + folder) || one.startsWith(folder)))
    return true;
  if (/\.(?:py|rb|php)$/.test(path)) return false;
  if (/\.[cm]?[jt]s$/.test(path)) {
    const stem = path.slice(folder.length).replace(/\.[cm]?[jt]s$/, '');
    return files.some(
      (one) => nameOf(one).replace(/\.(?:[cm]?[jt]sx?|coffee|ls|re|res|elm|civet)$/, '') === stem,
    );
  }
  if (program !== '' || /\.(?:ba)?sh$/.test(path)) return false;
  if (OF_BUILDPACKS.test(path) || files.some((one) => MAKERS.test(one))) return true;
  return summaries.some(({ processes = [] }) =>
    processes.some((fact) => fact.kind === 'script' && BUILDS.test(fact.name)),
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A module of a package of which other modules are there: others may be installed. */
function missingModule(
  { name, path }: ProcessFact & { readonly kind: 'run-module' },
  procfile: string,
  { files, isAbsent }: ProjectView,
): Missing | undefined {
  const outer = folderOf(path);
  const folders = foldersAround(procfile);
  const home = folders.find((folder) =>
    files.some((one) => one.startsWith(folder + outer) && one.endsWith('.py')),
  );
  if (home === undefined || !folders.every((folder) => isAbsent(`${folder}${path}.py`))) return undefined;
  const isThere = folders.some((folder) =>
    files.some((one) => one.startsWith(`${folder}${path}.`) || one.startsWith(`${folder}${path}/`)),
  );
  return isThere ? undefined : { what: `There is no module \`${name}\``, confidence: 'medium' };
}

function missingPackageScript(
  name: string,
  base: string,
  { summaries, isAbsent }: ProjectView,
): Missing | undefined {
  const manifest = summaries.find(({ path }) => path === `${base}package.json`);
  const scripts = (manifest?.processes ?? []).filter((fact) => fact.kind === 'script');
  if (scripts.length === 0 || scripts.some((fact) => fact.name === name)) return undefined;
  // npm runs `node server.js` where no script says what `start` is.
  if (name === 'start' && !isAbsent(`${base}server.js`)) return undefined;
  return { what: `\`package.json\` has no script \`${name}\``, confidence: 'high' };
}
