import { defineRule } from '../../model/rule.ts';
import { namedProcesses } from './formations.ts';
import { ALL_KINDS } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/release-in-formation',
  severity: 'information',
  summary: 'Leave `release` out of formations: the platform runs it once, before each release.',
  kinds: ALL_KINDS,
  *project(project) {
    for (const { named } of namedProcesses(project)) {
      for (const fact of named) {
        if (fact.kind !== 'count' || fact.name !== 'release' || !fact.count) continue;
        yield {
          path: fact.path,
          span: fact.span,
          message: `${/^the /.test(fact.place.name) ? `T${fact.place.name.slice(1)}` : `\`${fact.place.name}\``} starts 'release' as a process that stays, but its command ends by itself and is run before each release anyway, so it is started again and again. Leave it out.`,
        };
      }
    }
  },
});
