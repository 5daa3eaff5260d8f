import { defineRule } from '../../model/rule.ts';
import { type Redirected, redirectedOutputs } from './redirections.ts';

function message({ entry, target, kind }: Redirected): string {
  switch (kind) {
    case 'file':
      return `The output of ${entry} goes into ${target}, a file that is lost with the container and missing in the platform's log. Let the process write to standard output.`;
    case 'program':
      return `The output of ${entry} is piped into ${target}, which keeps log files that are lost with the container. Let the process write to standard output.`;
    case 'nowhere':
      return `The output of ${entry} is thrown away, so that nobody can see why it fails. Let the process write to standard output.`;
  }
}

export default defineRule({
  id: 'logs/redirected-output',
  severity: 'warning',
  summary: 'Let the platform catch the output of processes: redirect it to no file.',
  formats: {
    *procfile(document) {
      for (const redirected of redirectedOutputs(document)) {
        yield {
          span: redirected.span,
          message: message(redirected),
          confidence: redirected.confidence,
          ...(redirected.kind === 'nowhere' ? { severity: 'information' as const } : {}),
          fixes: redirected.fix ? [redirected.fix] : [],
        };
      }
    },
  },
});
