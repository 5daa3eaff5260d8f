import type { DefinedTask } from './task.ts';

const LINE =
  /^([ \t]*)(?:(namespace|task|multitask|file)[ \t(]+(?::?(["'])([^"'\n]+)\3|:([A-Za-z_]\w*[?!]?)|([A-Za-z_]\w*)(?=:(?!:)))|desc[ \t(]+(["'])(.*?)\7)/gm;

/**
 * The tasks of a Rakefile that are named by text, with the namespaces around them by indentation. The file is read and
 * not run: tasks that code makes are not found.
 */
export function rakeTasks(text: string): readonly DefinedTask[] {
  const tasks: DefinedTask[] = [];
  const namespaces: { readonly name: string; readonly indentation: number }[] = [];
  let summary: string | undefined;
  for (const match of text.matchAll(LINE)) {
    const [whole, blanks = '', keyword, , quoted, symbol, key, , description] = match;
    if (keyword === undefined) {
      summary = description;
      continue;
    }
    const name = quoted ?? symbol ?? key ?? '';
    const indentation = blanks.length;
    while ((namespaces.at(-1)?.indentation ?? -1) >= indentation) namespaces.pop();
    if (keyword === 'namespace') {
      namespaces.push({ name, indentation });
      continue;
    }
    if (keyword === 'file') continue;
    const start = match.index + whole.lastIndexOf(name);
    tasks.push({
      name: [...namespaces.map((one) => one.name), name].join(':'),
      span: { start, end: start + name.length },
      ...(summary ? { summary } : {}),
    });
    summary = undefined;
  }
  return tasks;
}

const CLASS_OR_QUEUE =
  /^[ \t]*(?:class[ \t]+([A-Z][\w:]*)|(?:queue_as|sidekiq_options\b[^\n]*?\bqueue(?::|["']? *=>)|@queue[ \t]*=)[ \t(]*[:"']+(\w[\w-]*))/gm;

/** Classes of jobs by the queue that they name: `sidekiq_options queue: :mail`, `queue_as :mail`. */
export function queuedClasses(text: string): readonly (DefinedTask & { readonly queue: string })[] {
  const found: (DefinedTask & { readonly queue: string })[] = [];
  let around: DefinedTask | undefined;
  for (const { 0: whole, 1: name, 2: queue, index } of text.matchAll(CLASS_OR_QUEUE)) {
    if (name !== undefined) {
      const start = index + whole.length - name.length;
      around = { name, span: { start, end: start + name.length } };
    } else if (queue !== undefined && around) {
      found.push({ ...around, queue });
    }
  }
  return found;
}
