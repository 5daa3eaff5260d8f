import { isPlatformVariable } from '../../model/platform-variables.ts';
import { defineRule, type ProjectReport } from '../../model/rule.ts';
import { type Variable, type VariablePlace, variableGraph } from '../../model/variable-graph.ts';
import { usageOf } from '../../model/variable-usage.ts';
import { isSlip } from './name-slips.ts';
import { DOTENV_SCOPE } from './scope.ts';

export default defineRule({
  id: 'dotenv/misspelt-name',
  severity: 'warning',
  summary: 'Name variables in dotenv files as the code does that reads them.',
  kinds: DOTENV_SCOPE.kinds,
  *project(project) {
    const { variables, readsWholeEnvironment } = variableGraph([...project.summaries, ...project.neighbours]);
    if (readsWholeEnvironment) return;
    const own = new Set(project.summaries.map(({ path }) => path));
    const unset = [...variables.values()].filter(isReadAndNamedNowhere);
    if (unset.length === 0) return;
    for (const variable of variables.values()) {
      const places = variable.places.filter(({ path, language, kind, commented }) => {
        const isSetting = kind === 'provide' || kind === 'declare';
        return own.has(path) && language === 'dotenv' && isSetting && !commented;
      });
      if (places.length === 0 || usageOf(variable, variables) !== 'unseen') continue;
      const meant = unset.filter(({ name }) => isSlip(variable.name, name));
      const [only] = meant;
      if (only && meant.length === 1) for (const place of places) yield reportOf(place, only);
    }
  },
});

/** The code asks for it, and no file sets it, declares it or gives it to a deploy. */
function isReadAndNamedNowhere({ name, reads, places }: Variable): boolean {
  return (
    reads.length > 0 &&
    !isPlatformVariable(name) &&
    places.every(
      ({ kind, isCode }) => kind === 'read' || kind === 'reference' || (kind === 'declare' && isCode),
    )
  );
}

function reportOf({ name, path, span, derived }: VariablePlace, meant: Variable): ProjectReport {
  const [read] = meant.reads;
  return {
    path,
    span,
    message: `Nothing reads '${name}', while ${read?.path} reads '${meant.name}', which no file names: one of the two is misspelt, so the value has no effect. Write the same name in both.`,
    confidence: 'medium',
    related: read ? [{ path: read.path, span: read.span, message: `'${meant.name}' is read here` }] : [],
    fixes: derived
      ? []
      : [{ title: `Rename it to '${meant.name}'`, kind: 'suggested', edits: [{ span, text: meant.name }] }],
  };
}
