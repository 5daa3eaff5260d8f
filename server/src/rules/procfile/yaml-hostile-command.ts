import { readAs } from '../../formats/procfile/read-as.ts';
import { defineRule } from '../../model/rule.ts';
import { ALL_ENVIRONMENTS, ALL_KINDS, inUse, judge } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/yaml-hostile-command',
  severity: 'hint',
  summary: 'Write commands that mean the same to platforms that read a Procfile as YAML.',
  kinds: ALL_KINDS,
  environments: ALL_ENVIRONMENTS,
  formats: {
    *procfile({ entries }, context) {
      const found = judge(context, ['cloud-foundry', 'railway'], { used: 'error', unknown: 'hint' });
      if (!found) return;
      for (const { command, commandSpan } of entries) {
        const harm = harmOf(command);
        if (!harm) continue;
        yield {
          span: commandSpan,
          severity: found.severity,
          message: `Cloud Foundry and Railway read a Procfile as YAML, which ${harm}${inUse(found)}. Move the command to a script.`,
        };
      }
    },
  },
});

/** What YAML does to a command; undefined if it leaves it as it is. What it cuts as a comment is another rule's. */
function harmOf(command: string): string | undefined {
  if (command === '' || /\s#/.test(command)) return undefined;
  const { processes, refusal } = readAs(`process: ${command}\n`, 'yaml');
  const [process] = processes;
  if (refusal || !process) return 'does not take this command and refuses the whole file';
  if (process.value !== undefined) return 'takes this command for something else than text';
  if (process.command === command) return undefined;
  return /^(['"]).*\1$/.test(command) ? 'takes the quotes around this command away' : 'changes this command';
}
