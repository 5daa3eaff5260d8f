import { defineRule } from '../../model/rule.ts';
import { namedProcesses, type PlacedFact } from './formations.ts';
import { ALL_KINDS } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/undefined-process',
  severity: 'warning',
  summary: 'Name in formations and scripts the process types that the Procfile has.',
  kinds: ALL_KINDS,
  *project(project) {
    for (const { defined, named } of namedProcesses(project)) {
      for (const fact of named) {
        const { name: what, procfile } = fact.place;
        // A Procfile of another name, which is not read here, may have any.
        const known =
          procfile === undefined ? defined : defined.filter(({ path }) => isNamed(path, procfile));
        const [first] = known;
        if (!first || mayBeOther(fact) || known.some(({ name }) => name === fact.name)) continue;
        const names = list(new Set(known.map(({ name }) => name)));
        const lacking = procfile === undefined ? 'no Procfile here has' : `${procfile} does not have`;
        yield {
          path: fact.path,
          span: fact.span,
          message: `${capitalized(what)} names the process type '${fact.name}', which ${lacking} (there is ${names}), so nothing runs by that name. Correct the name, or add the process.`,
          related: [{ path: first.path, span: first.span, message: 'The process types' }],
        };
      }
    }
  },
});

function isNamed(path: string, name: string): boolean {
  return path === name || path.endsWith(`/${name}`);
}

/** Buildpacks of platforms bring types of their own, `web` above all; a command may run a program instead. */
function mayBeOther(fact: PlacedFact<'count'> | PlacedFact<'start'>): boolean {
  if (fact.kind === 'start') return fact.orProgram === true || fact.place.reader === 'platform';
  if (fact.place.reader === 'runner') return false;
  return /^(?:web|console|rake)$/.test(fact.name) || fact.count === 0;
}

function list(names: ReadonlySet<string>): string {
  const quoted = [...names].map((name) => `'${name}'`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

function capitalized(text: string): string {
  return /^the /.test(text) ? `T${text.slice(1)}` : `\`${text}\``;
}
