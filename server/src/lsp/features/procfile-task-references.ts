import type { ShellWord } from '../../formats/shell-words.ts';
import { optionOf, type Program } from '../../rules/concurrency/programs.ts';
import type { FeatureFolder } from './feature.ts';
import type { CommandReference } from './procfile-references.ts';
import {
  artisanCommandsOf,
  classFile,
  mixTasksOf,
  type ProjectTask,
  queuesOf,
  rakeTasksOf,
} from './procfile-tasks.ts';

/** What arguments name of the tasks, commands and queues that the project itself defines. */
export async function taskReferences(
  program: Program,
  base: string,
  folder: FeatureFolder,
): Promise<readonly CommandReference[]> {
  const { name, arguments: rest } = program;
  const [first, second] = rest;
  switch (name) {
    case 'rails':
      if (first?.value === 'runner' || first?.value === 'r')
        return classReferences(rest.slice(1), base, folder);
      return named(await rakeTasksOf(base, folder), rest);
    case 'rake':
      return named(await rakeTasksOf(base, folder), rest);
    case 'mix':
      return named(await mixTasksOf(base, folder), rest);
    case 'artisan':
    case 'console':
      return named(await artisanCommandsOf(base, folder), first ? [first] : []);
    case 'php':
      return /(?:^|\/)(?:artisan|console)$/.test(first?.value ?? '') && second
        ? named(await artisanCommandsOf(base, folder), [second])
        : [];
    case 'sidekiq':
    case 'good_job': {
      const queues = await queuesOf(base, folder);
      return queueWords(rest).flatMap((word) => named(queues, [word]));
    }
    default:
      return [];
  }
}

/** `rake stock:import[all]` and `mix do one, other` name tasks with more behind the name. */
function named(tasks: readonly ProjectTask[], words: readonly ShellWord[]): readonly CommandReference[] {
  return words.flatMap(({ value, span }) => {
    const name = value.replace(/\[.*$|,\w*$/, '');
    return tasks
      .filter((task) => task.name === name)
      .map(({ detail, place }): CommandReference => ({ span, kind: 'command', detail, place }));
  });
}

/** The values of all `-q`: `-q mail,2 -q images`. */
function queueWords(words: readonly ShellWord[]): readonly ShellWord[] {
  return words.flatMap((_, index) => {
    const found = optionOf(words.slice(index, index + 2), ['-q', '--queue', '--queues']);
    if (!found || found.word !== words[index]) return [];
    return [{ ...found.valueWord, value: found.value }];
  });
}

/** `rails runner Reports::DailyJob.perform_now` */
function classReferences(
  words: readonly ShellWord[],
  base: string,
  folder: FeatureFolder,
): readonly CommandReference[] {
  return words.flatMap(({ value, span }): readonly CommandReference[] => {
    const name = /^(?:::)?([A-Z]\w*(?:::[A-Z]\w*)*)/.exec(value)?.[1];
    const path = name && classFile(name, base, folder);
    if (!name || !path) return [];
    const place = { path, span: { start: 0, end: 0 } };
    return [{ span, kind: 'command', detail: `Class \`${name}\`: \`${path}\``, place }];
  });
}
