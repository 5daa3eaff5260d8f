import { defineRule } from '../../model/rule.ts';
import { ALL_ENVIRONMENTS, ALL_KINDS, inUse, judge } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/crlf-line-endings',
  severity: 'hint',
  summary: 'End the lines of a Procfile with LF alone.',
  kinds: ALL_KINDS,
  environments: ALL_ENVIRONMENTS,
  formats: {
    *procfile({ lines, text }, context) {
      // Only an empty line is one that a reader stumbles over: elsewhere all of them take the CR away.
      const blank = lines.find(({ kind, ending }) => kind === 'blank' && ending === '\r\n');
      const found = judge(context, ['node-foreman'], { used: 'error', unknown: 'hint' });
      if (!blank || !found) return;
      const edits = [...text.matchAll(/\r\n/g)].map(({ index }) => ({
        span: { start: index, end: index + 1 },
        text: '',
      }));
      yield {
        span: blank.span,
        severity: found.severity,
        message: `Before an empty line that ends with CR LF node-foreman gives the whole file up and runs \`npm start\`, and shoreman takes it for a process${inUse(found)}. End all lines with LF.`,
        fixes: [{ title: 'End all lines with LF', kind: 'safe', edits }],
      };
    },
  },
});
