import { defineRule } from '../../model/rule.ts';
import {
  handlesInterrupt,
  needsHandler,
  type RunningCode,
  type RunningFile,
  runningCode,
} from './stopping.ts';

export default defineRule({
  id: 'disposability/sigint-only',
  severity: 'warning',
  summary: 'Handle SIGTERM, which platforms send, and not only SIGINT, which a terminal sends.',
  *project(project) {
    for (const code of runningCode(project)) {
      if (code.handlers.length > 0) continue;
      for (const file of code.files) {
        const interrupts = file.observations.filter(handlesInterrupt);
        if (interrupts.length === 0 || !isServing(code, file)) continue;
        for (const { span, fixes = [] } of interrupts) {
          yield {
            path: file.path,
            span,
            message:
              'This is done on SIGINT, which Ctrl+C in a terminal sends, but platforms stop a process by SIGTERM, so there it never happens. Do it on SIGTERM, too.',
            confidence: file.observations.some(({ kind }) => kind === 'parses-arguments') ? 'medium' : 'high',
            fixes,
          };
        }
      }
    }
  },
});

/**
 * Node's handlers are often kept apart from the server, beside the connection that they close. In Python a handler
 * elsewhere may well belong to one task, which it interrupts.
 */
function isServing({ family, files }: RunningCode, file: RunningFile): boolean {
  const candidates = family === 'javascript' ? files : [file];
  return candidates.some(({ observations }) => observations.some(needsHandler));
}
