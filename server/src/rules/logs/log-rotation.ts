import { defineRule } from '../../model/rule.ts';
import { LOG_ANCHORS } from './log-facts.ts';
import { reportLogs } from './report.ts';

export default defineRule({
  id: 'logs/log-rotation',
  severity: 'warning',
  summary: 'Leave rotating, packing and deleting logs to the platform: write to standard output.',
  code: {
    anchors: LOG_ANCHORS,
    check: (file) =>
      reportLogs(
        file,
        true,
        (writer, name) =>
          `${name ? `The log ${name}` : 'A log'} is written and rotated by ${writer}, although keeping logs is the platform's task and the files are lost with the container. Write to standard output.`,
      ),
  },
});
