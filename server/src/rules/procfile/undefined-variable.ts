import { isDotenvTemplate } from '../../formats/variables/index.ts';
import type { DocumentedVariable, Fix } from '../../model/finding.ts';
import { isPlatformVariable } from '../../model/platform-variables.ts';
import type { ProjectView } from '../../model/project.ts';
import { defineRule } from '../../model/rule.ts';
import type { Summary } from '../../model/summary.ts';
import { type VariableGraph, variableGraph } from '../../model/variable-graph.ts';
import { credentialKind } from '../config/credential-names.ts';
import { PLACEHOLDER } from '../config/required-read.ts';
import { isProcfile } from './formations.ts';
import { ALL_KINDS } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/undefined-variable',
  severity: 'information',
  summary: 'Declare the variables that the commands of a Procfile use.',
  kinds: ALL_KINDS,
  *project(project) {
    const { summaries, neighbours } = project;
    const graph = variableGraph(neighbours.length === 0 ? summaries : [...summaries, ...neighbours]);
    const template = templateOf(project);
    for (const summary of summaries.filter(isProcfile)) {
      for (const { name, span } of undefinedIn(summary, graph)) {
        yield {
          path: summary.path,
          span,
          message: `Nothing in this project declares, sets or reads ${name}, so the command gets nothing in its place unless whoever deploys it knows of it. Declare it${template ? ` in ${template}` : ''}, or correct the name.`,
          // Without a template variables may be declared where nobody sees it: on the platform.
          confidence: template ? 'medium' : 'low',
          fixes: [declare(name, template)],
        };
      }
    }
  },
});

/** The variables of commands that nothing gives, each where it stands first. */
function* undefinedIn({ variables: uses }: Summary, { variables }: VariableGraph) {
  const references = uses.filter(({ kind }) => kind === 'reference');
  // A default, or a test whether it is set, is taken for all of the file.
  const seen = new Set(references.filter(({ need }) => need === 'default').map(({ name }) => name));
  for (const { name, span } of references) {
    if (seen.has(name)) continue;
    seen.add(name);
    // Small letters are the shell's own: `for i in …`.
    if (!/^[A-Z][A-Z0-9_]*$/.test(name) || isPlatformVariable(name) || isGiven(name)) continue;
    const places = variables.get(name)?.places ?? [];
    if (places.every((place) => place.kind === 'reference')) yield { name, span };
  }
}

/** Set by shells, by awk, by runners of Procfiles, or by buildpacks. */
const GIVEN: ReadonlySet<string> = new Set(
  `RANDOM UID EUID PPID SHLVL SECONDS BASHPID IFS OPTARG OPTIND LINENO BASH_SOURCE NF NR FS OFS ENV ARGV
   PS FOREMAN_WORKER_NAME HONCHO_PROCESS_NAME
   RAILS_ENV RACK_ENV MIX_ENV APP_ENV GO_ENV ENVIRONMENT WEB_MEMORY WORKER_MEMORY MEMORY_AVAILABLE STACK
   JAVA_OPTS JAVA_HOME JAVA_TOOL_OPTIONS JRUBY_OPTS JDBC_DATABASE_URL JDBC_DATABASE_USERNAME JDBC_DATABASE_PASSWORD
   DATABASE_URL GEM_HOME GEM_PATH BUNDLE_PATH GOPATH MALLOC_ARENA_MAX LD_PRELOAD LD_LIBRARY_PATH`
    .trim()
    .split(/\s+/),
);

function isGiven(name: string): boolean {
  return GIVEN.has(name) || name.startsWith('OVERMIND_');
}

/** The template of the environment that lies nearest to the root. */
function templateOf({ summaries }: ProjectView): string | undefined {
  const [first] = summaries
    .filter(({ path, role }) => isDotenvTemplate(path) && role !== 'test' && role !== 'fixture')
    .map(({ path }) => path)
    .toSorted((one, other) => depthOf(one) - depthOf(other));
  return first;
}

function depthOf(path: string): number {
  return path.split('/').length;
}

function declare(name: string, template: string | undefined): Fix {
  const variable: DocumentedVariable = {
    name,
    example: credentialKind(name) ? PLACEHOLDER : '',
    ...(template === undefined ? {} : { path: template }),
  };
  return {
    title: `Add ${name} to ${template ?? '.env.example'}`,
    kind: 'suggested',
    edits: [],
    variables: [variable],
  };
}
