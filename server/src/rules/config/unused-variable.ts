import { defineRule } from '../../model/rule.ts';
import { type Variable, variableGraph } from '../../model/variable-graph.ts';
import { usageOf } from '../../model/variable-usage.ts';

/** Code that is not read here may read a variable. */
const UNREAD_CODE =
  /\.(?:rb|erb|rake|go|java|kts?|groovy|scala|clj[cs]?|php|phtml|cs|fs|vb|rs|exs?|erl|hs|ml|swift|dart|c|cc|cpp|cxx|h|hpp|m|mm|lua|pl|pm|r|jl|cr|nim|zig|ps1|bat|cmd|coffee|gradle|nix|ya?ml\.(?:erb|j2)|j2|jinja2?)$/i;

export default defineRule({
  id: 'config/unused-variable',
  severity: 'hint',
  summary: 'Take variables that nothing reads any more out of the template of the environment.',
  *project(project) {
    const summaries = [...project.summaries, ...project.neighbours];
    const { variables, readsWholeEnvironment } = variableGraph(summaries);
    if (readsWholeEnvironment || !readsSome(variables)) return;
    if (project.files.some((path) => UNREAD_CODE.test(path))) return;
    const own = new Set(project.summaries.map(({ path }) => path));
    for (const variable of variables.values()) {
      const [place] = variable.declarations.filter(
        ({ path, language }) => own.has(path) && language === 'dotenv',
      );
      if (!place || place.commented || usageOf(variable, variables) !== 'unseen') continue;
      yield {
        path: place.path,
        span: place.span,
        confidence: 'medium',
        message: `Nothing in the project reads ${variable.name}, so whoever sets it up looks for a value that has no effect. Remove it, unless something outside of the project reads it.`,
      };
    }
  },
});

/** A template whose variables nobody reads at all is read in a way that is not seen here. */
function readsSome(variables: ReadonlyMap<string, Variable>): boolean {
  const declared = [...variables.values()].filter(({ declarations }) =>
    declarations.some(({ language }) => language === 'dotenv'),
  );
  const read = declared.filter((variable) => usageOf(variable, variables) !== 'unseen');
  return read.length > declared.length / 2;
}
