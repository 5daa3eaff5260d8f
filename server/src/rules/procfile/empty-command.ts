import { defineRule } from '../../model/rule.ts';
import { ALL_ENVIRONMENTS, ALL_KINDS } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/empty-command',
  severity: 'error',
  summary: 'Give every process type of a Procfile a command.',
  kinds: ALL_KINDS,
  environments: ALL_ENVIRONMENTS,
  formats: {
    *procfile({ entries }) {
      for (const { name, nameSpan, command } of entries) {
        if (command !== '') continue;
        yield {
          span: nameSpan,
          message: `'${name}' has no command: foreman and overmind skip it without a word, Dokku and Heroku's Procfile buildpack refuse the file, and Google Cloud takes the next line for its command. Write the command, or remove the line.`,
        };
      }
    },
  },
});
