import type { DocumentedVariable } from '../../model/finding.ts';
import { isPlatformVariable } from '../../model/platform-variables.ts';
import type { ProjectView } from '../../model/project.ts';
import { defineRule, type ProjectReport } from '../../model/rule.ts';
import { type Variable, type VariablePlace, variableGraph } from '../../model/variable-graph.ts';
import { credentialKind } from './credential-names.ts';
import { PLACEHOLDER } from './required-read.ts';

/** A template that names a smaller share of what the code reads is a start and no list. */
const COMPLETE_FROM = 1 / 2;

/** One name may be there by chance: the template of something else. */
const NAMED_FROM = 2;

/** Variables of tests and of a developer's own database, which no deploy is given. */
const OF_DEVELOPMENT = /^(?:TEST|E2E)_|_(?:TEST|E2E)$|^SHADOW_DATABASE_URL$/;

/** Formats that give values to tests and to a developer's own commands, not to a deploy. */
const NO_DEPLOY: ReadonlySet<string> = new Set([
  'github-actions',
  'pipeline',
  'package.json',
  'shellscript',
  'tool',
]);

export default defineRule({
  id: 'config/undocumented-variable',
  severity: 'information',
  summary: 'Name every variable that the application reads in the template of its environment.',
  *project(project) {
    const template = templateOf(project);
    if (!template) return;
    yield {
      path: template.path,
      span: template.first.span,
      evidence: `${template.path} names ${template.named.length} of the variables that the application reads`,
    };
    for (const variable of template.unnamed) {
      const report = reportOf(variable, template);
      if (report) yield report;
    }
  },
});

type Template = {
  readonly path: string;
  readonly first: VariablePlace;
  readonly named: readonly Variable[];
  readonly unnamed: readonly Variable[];
  readonly isList: boolean;
  /** Paths of the project's files. */
  readonly own: ReadonlySet<string>;
};

/** The template that names most of what the project's code reads; undefined where none names any of it. */
function templateOf(project: ProjectView): Template | undefined {
  const around = manifestsAround(project);
  const { variables } = variableGraph(
    around.length === 0 ? project.summaries : [...project.summaries, ...around],
  );
  const own = new Set(project.summaries.map(({ path }) => path));
  const read = [...variables.values()].filter(
    ({ name, reads }) =>
      !isPlatformVariable(name) &&
      !OF_DEVELOPMENT.test(name) &&
      reads.some((place) => isReadHere(place, own)),
  );
  const byTemplate = new Map<string, Variable[]>();
  for (const variable of read) {
    for (const path of new Set(variable.declarations.filter(isInTemplate).map((place) => place.path))) {
      byTemplate.set(path, [...(byTemplate.get(path) ?? []), variable]);
    }
  }
  const [best] = [...byTemplate].sort(([, one], [, other]) => other.length - one.length);
  const first = best?.[1][0]?.declarations.find(({ path }) => path === best[0]);
  if (!best || !first || best[1].length < NAMED_FROM) return undefined;
  const [path, named] = best;
  const unnamed = read.filter(({ places }) => !places.some(isNamed));
  return {
    path,
    first,
    named,
    unnamed,
    own,
    isList: named.length >= COMPLETE_FROM * (named.length + unnamed.length),
  };
}

/** The manifests of a workspace speak for the projects in it; those of projects inside speak for themselves. */
function manifestsAround({ root, neighbours }: ProjectView): ProjectView['neighbours'] {
  return neighbours.filter(
    ({ path, family }) => family === undefined && root !== '' && !path.startsWith(`${root}/`),
  );
}

function isReadHere({ role, environment, path, language }: VariablePlace, own: ReadonlySet<string>): boolean {
  if (role !== 'application' || environment === 'test' || environment === 'development') return false;
  return own.has(path) && language !== 'shellscript';
}

function isInTemplate({ language, kind }: VariablePlace): boolean {
  return kind === 'declare' && (language === 'dotenv' || language === 'app.json');
}

/** Something tells who deploys the application of the variable, or the application sets it itself. */
function isNamed({ kind, language, role, external }: VariablePlace): boolean {
  if (role === 'test' || external) return false;
  if (kind === 'write' || kind === 'declare') return true;
  return kind === 'provide' && !NO_DEPLOY.has(language);
}

function reportOf(variable: Variable, template: Template): ProjectReport | undefined {
  const here = variable.reads.filter((place) => isReadHere(place, template.own));
  const place = here.find(({ need }) => need === variable.need) ?? here[0];
  if (!place) return undefined;
  const { name } = variable;
  const outcome =
    variable.need === 'required'
      ? 'so who deploys the application learns of it when it fails'
      : 'so who deploys the application learns of it only by reading the source';
  return {
    path: place.path,
    span: place.span,
    message: `${template.path} does not name ${name}, ${outcome}. Add it there.`,
    confidence: confidenceOf(variable, template),
    related: [{ path: template.path, span: template.first.span, message: 'The template' }],
    fixes:
      place.derived || !template.path.includes('env')
        ? []
        : [
            {
              title: `Add ${name} to ${template.path}`,
              kind: 'suggested',
              edits: [],
              variables: [entryFor(variable, template)],
            },
          ],
  };
}

function confidenceOf({ need }: Variable, { isList }: Template): 'high' | 'medium' | 'low' {
  if (!isList) return 'low';
  if (need === 'required') return 'high';
  return need === 'optional' ? 'medium' : 'low';
}

function entryFor({ name, reads }: Variable, { path }: Template): DocumentedVariable {
  const fallback = reads.find((place) => place.fallback !== undefined)?.fallback ?? '';
  const isPlain = /^[\w.:/@-]*$/.test(fallback);
  return { name, path, example: credentialKind(name) ? PLACEHOLDER : isPlain ? fallback : '' };
}
