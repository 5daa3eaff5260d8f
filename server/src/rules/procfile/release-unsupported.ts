import { defineRule } from '../../model/rule.ts';
import { ALL_KINDS, judge } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/release-unsupported',
  severity: 'warning',
  summary: 'Use the `release` process type only where the platform runs it before a release.',
  kinds: ALL_KINDS,
  formats: {
    *procfile({ entries }, context) {
      const entry = entries.find(({ name }) => name === 'release');
      if (!entry || context.targets.some((target) => WITH_RELEASE.has(target))) return;
      const found = judge(
        context,
        ['cloud-foundry', 'google-cloud', 'elastic-beanstalk', 'paketo', 'scalingo', 'render', 'fly'],
        { used: 'warning', unknown: 'warning' },
      );
      if (found?.names === undefined) return;
      yield {
        span: entry.nameSpan,
        severity: found.severity,
        message: `${found.names} ${/ and /.test(found.names) ? 'have' : 'has'} no release phase in the Procfile, so this command is never run before a release. ${
          context.targets.includes('scalingo')
            ? 'Name it `postdeploy`.'
            : 'Give it to the platform as a task of the deployment.'
        }`,
      };
    },
  },
});

/** Platforms that run `release` before a release, or while it is built. */
const WITH_RELEASE: ReadonlySet<string> = new Set(['heroku', 'dokku', 'piku', 'railway']);
