import { defineRule } from '../../model/rule.ts';
import { ALL_ENVIRONMENTS, ALL_KINDS, inUse, judge } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/byte-order-mark',
  severity: 'error',
  summary: 'Save a Procfile as UTF-8 without a byte order mark.',
  kinds: ALL_KINDS,
  environments: ALL_ENVIRONMENTS,
  formats: {
    *procfile({ lines }, context) {
      const mark = lines[0]?.problems.find(({ kind }) => kind === 'byte-order-mark');
      // YAML knows the mark; everything else takes it for a letter of the first name.
      const found = judge(
        context,
        [
          'foreman',
          'forego',
          'honcho',
          'overmind',
          'hivemind',
          'goreman',
          'node-foreman',
          'heroku',
          'dokku',
          'paketo',
          'google-cloud',
          'elastic-beanstalk',
          'piku',
        ],
        { used: 'error', unknown: 'error' },
      );
      if (!mark || !found) return;
      yield {
        span: mark.span,
        severity: found.severity,
        message: `The file begins with an invisible byte order mark: foreman, honcho and overmind skip its first process without a word, Dokku and Heroku's Procfile buildpack refuse the file${inUse(found)}. Remove it.`,
        fixes: [
          { title: 'Remove the byte order mark', kind: 'safe', edits: [{ span: mark.span, text: '' }] },
        ],
      };
    },
  },
});
