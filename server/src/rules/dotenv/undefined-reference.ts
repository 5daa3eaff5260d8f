import type { DotenvDocument } from '../../formats/dotenv.ts';
import { isPlatformVariable } from '../../model/platform-variables.ts';
import { defineRule } from '../../model/rule.ts';
import { readersOf, severityFor } from './readers.ts';
import { isResolvedByAll, referencesIn } from './references.ts';
import { DOTENV_SCOPE } from './scope.ts';

/** What Docker and shells give, besides what platforms set. */
const GIVEN = /^(?:UID|GID|HOST|COMPOSE_\w+|DOCKER_\w+)$/;

export default defineRule({
  id: 'dotenv/undefined-reference',
  severity: 'information',
  summary: 'Refer only to variables that are set: another reference becomes empty text.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      if (isLayered(document.path)) return;
      const readers = readersOf(context);
      if (!readers.areKnown) return;
      const declared = keysOf(document);
      for (const found of referencesIn(document, readers)) {
        const { reference } = found;
        const { name, modifier } = reference;
        if (declared.has(name) || modifier !== '' || GIVEN.test(name) || isPlatformVariable(name)) continue;
        if (!isResolvedByAll(found, readers)) continue;
        yield {
          span: reference.nameSpan,
          message: `'${name}' is not set in this file, so the value has a gap here unless the environment gives it. Set it above, or correct the name.`,
          severity: severityFor(readers, 'information'),
          confidence: 'medium',
        };
      }
    },
  },
});

/** `.env.local` and `.env.production` are read together with `.env`. */
function isLayered(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return !/^\.env(?:[._-](?:example|sample|template|dist|defaults?))?$/i.test(name);
}

function keysOf({ statements }: DotenvDocument): ReadonlySet<string> {
  return new Set(
    statements.flatMap((one) => (one.kind === 'assignment' || one.kind === 'bare-key' ? [one.key] : [])),
  );
}
