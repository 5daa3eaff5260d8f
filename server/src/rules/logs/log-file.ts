import { defineRule } from '../../model/rule.ts';
import { LOG_ANCHORS } from './log-facts.ts';
import { loggingOptions } from './log-options.ts';
import { reportLogs } from './report.ts';

function words(writer: string, name: string | undefined): string {
  return `${name ? `The log ${name}` : 'A log'} is written to disk by ${writer}: it is lost with the container and hidden from those who watch the platform's logs. Write to standard output.`;
}

export default defineRule({
  id: 'logs/log-file',
  severity: 'warning',
  summary: 'Write logs to standard output, not to files.',
  code: {
    anchors: LOG_ANCHORS,
    check: (file) => reportLogs(file, false, words),
  },
  formats: {
    *procfile(document) {
      for (const { program, path, span, fix } of loggingOptions(document)) {
        yield { span, message: words(program, path), fixes: [fix] };
      }
    },
  },
});
