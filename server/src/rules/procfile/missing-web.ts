import { defineRule } from '../../model/rule.ts';
import { ALL_KINDS, judge } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/missing-web',
  severity: 'error',
  summary: 'Have a process type `web` where the platform runs nothing without it.',
  kinds: ALL_KINDS,
  formats: {
    *procfile({ entries }, context) {
      const [first] = entries;
      if (!first || entries.some(({ name }) => name.toLowerCase() === 'web')) return;
      const found = judge(context, ['google-cloud', 'elastic-beanstalk'], {
        used: 'error',
        unknown: 'error',
      });
      // Elsewhere an application of nothing but workers is none of the platform's business.
      if (found?.names === undefined) return;
      yield {
        span: first.nameSpan,
        severity: context.targets.includes('google-cloud') ? 'error' : 'warning',
        message: `${found.names} starts \`web\` and no other process by itself, and there is none, so ${context.targets.includes('google-cloud') ? 'the build fails' : 'nothing takes requests'}. Name the main process \`web\`.`,
      };
    },
  },
});
