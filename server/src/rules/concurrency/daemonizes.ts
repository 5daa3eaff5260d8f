import type { Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { daemonCalls, detachedChildren, gunicornSettings, shellStrings, WHY } from './daemon-calls.ts';
import { type Daemonizing, daemonizingCommands } from './daemon-commands.ts';

export default defineRule({
  id: 'concurrency/daemonizes',
  severity: 'error',
  summary: 'Stay in the foreground and leave it to the platform to run, stop and restart the process.',
  code: {
    anchors: {
      javascript: [
        {
          text: 'daemon',
          gate: /daemon\w*(?:\.\w+)*\s*\(|daemon(?:ize2|ize-process)?['"]\)(?:\.\w+)*\s*\(/iy,
        },
        { text: 'pm2.start', gate: /pm2\.start\s*\(/y },
        { text: 'detached', gate: /detached['"]?\s*:\s*true/y },
        { text: 'nohup' },
        { text: 'setsid' },
        { text: 'pm2 start' },
        { text: 'forever start' },
        { text: 'start-stop-daemon' },
        { text: '--daemon' },
        { text: '--detach' },
        ...["&'", '&"', '&`', "& '", '& "'].map((text) => ({ text, before: /[^&\s]\s*$/ })),
      ],
      python: [
        { text: 'Daemon', gate: /Daemon(?:Context|ize)?\s*\(/y },
        { text: 'os.setsid', gate: /os\.setsid\s*\(\s*\)/y },
        { text: 'daemon', gate: /daemon["']?\s*[=:]\s*True/y, before: /^\s*["']?$/ },
        { text: 'nohup' },
        { text: 'setsid', before: /["']$/ },
        { text: 'start-stop-daemon' },
        { text: '--daemon' },
        { text: '--detach' },
        { text: 'celery multi' },
        ...["&'", '&"', "& '", '& "'].map((text) => ({ text, before: /[^&\s]\s*$/ })),
      ],
    },
    *check(file) {
      yield* daemonCalls(file);
      yield* detachedChildren(file);
      yield* gunicornSettings(file);
      yield* shellStrings(file);
    },
  },
  formats: {
    *procfile({ entries }) {
      for (const { command, commandSpan } of entries) {
        for (const found of daemonizingCommands(command, commandSpan.start)) yield ofCommand(found);
      }
    },
    *dockerfile({ commands, text }) {
      for (const { effective, form, words, argumentsSpan } of commands) {
        if (!effective) continue;
        // Offsets inside the exec form and over continued lines are not those of a script.
        const script = form === 'shell' ? text.slice(argumentsSpan.start, argumentsSpan.end) : quoted(words);
        for (const found of daemonizingCommands(script, argumentsSpan.start)) {
          const report = ofCommand(found);
          yield form === 'shell' ? report : { ...report, span: argumentsSpan, fixes: [] };
        }
      }
    },
  },
});

function ofCommand({ span, what, certain, edits }: Daemonizing): Report {
  return {
    span,
    message: `\`${what}\` leaves the foreground, ${WHY}. Run it in the foreground.`,
    confidence: certain ? 'high' : 'medium',
    fixes: edits ? [{ title: 'Run it in the foreground', kind: 'suggested', edits }] : [],
  };
}

function quoted(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`))
    .join(' ');
}
