import type { ProcfileDocument, ProcfileEntry } from '../../formats/procfile.ts';
import type { Fix } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { ALL_ENVIRONMENTS, ALL_KINDS } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/duplicate-process',
  severity: 'error',
  summary: 'Give every process type of a Procfile a name of its own.',
  kinds: ALL_KINDS,
  environments: ALL_ENVIRONMENTS,
  formats: {
    *procfile(document) {
      const first = new Map<string, ProcfileEntry>();
      for (const entry of document.entries) {
        const { name, nameSpan } = entry;
        const earlier = first.get(name);
        if (!earlier) {
          first.set(name, entry);
          continue;
        }
        yield {
          span: nameSpan,
          message: `'${name}' is there already: foreman starts both, goreman only the first, Heroku's Procfile buildpack and node-foreman only the last, and Dokku, honcho and overmind refuse the file. Rename or remove one.`,
          related: [{ path: document.path, span: earlier.nameSpan, message: `The first '${name}'` }],
          fixes: entry.command === earlier.command ? [removeLine(document, entry)] : [],
        };
      }
    },
  },
});

function removeLine({ lines }: ProcfileDocument, entry: ProcfileEntry): Fix {
  const span = lines[entry.line]?.span ?? entry.span;
  return { title: 'Remove the repetition', kind: 'safe', edits: [{ span, text: '' }] };
}
