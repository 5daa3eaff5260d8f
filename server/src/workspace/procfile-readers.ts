import { formatOf } from '../engine/formats.ts';
import { CONFIGURATION_FILE } from '../engine/settings.ts';
import {
  contextOf,
  EVIDENCE_TEXTS,
  isTargetEvidence,
  type ProcfileContext,
  type ProcfileTarget,
  recognizeTargets,
  targetsFor,
} from '../formats/procfile/targets.ts';
import type { Task } from './task.ts';

/** What reads each Procfile of a folder, as far as it is known. */
export type ProcfileReaders = {
  /** What the analysis of a file is told: nothing of what is no Procfile. */
  of(path: string): { readonly procfile?: ProcfileContext };
  /**
   * Looks at the files beside the Procfiles.
   *
   * @param paths of all files
   * @param readText gives the text of one, undefined if it cannot be read
   * @param configured what the configuration says; it decides if it says something
   * @returns the Procfiles for which the answer is another than before
   */
  recognize(
    paths: readonly string[],
    readText: (path: string) => Task<string | undefined>,
    configured: readonly ProcfileTarget[],
  ): Task<readonly string[]>;
};

export function createProcfileReaders(): ProcfileReaders {
  let contexts: ReadonlyMap<string, ProcfileContext> = new Map();
  return {
    of(path) {
      const procfile = contexts.get(path);
      return procfile ? { procfile } : {};
    },
    *recognize(paths, readText, configured) {
      const files = new Set(paths);
      const next = new Map<string, ProcfileContext>();
      for (const path of files) {
        if (formatOf(path) !== 'procfile') continue;
        const targets =
          configured.length > 0
            ? targetsFor(path, configured)
            : yield* recognizeBeside(path, files, readText);
        // Git ignores it, so that no list of files has it.
        const dotenv = targets.includes('foreman') ? yield* readText(`${folderOf(path)}.env`) : undefined;
        next.set(path, contextOf(path, targets, dotenv));
      }
      const changed = [...next.keys()].filter((path) => contentIn(contexts, path) !== contentIn(next, path));
      contexts = next;
      return changed.sort();
    },
  };
}

/** Whether a change of the file may change what is known to read some Procfile. */
export function isProcfileEvidence(path: string): boolean {
  if (path === CONFIGURATION_FILE || formatOf(path) === 'procfile') return true;
  const [name = '', folder = ''] = path.split('/').reverse();
  return name === '.env' || isTargetEvidence(name) || isTargetEvidence(`${folder}/${name}`);
}

function* recognizeBeside(
  path: string,
  files: ReadonlySet<string>,
  readText: (path: string) => Task<string | undefined>,
): Task<readonly ProcfileTarget[]> {
  const folder = folderOf(path);
  const texts = new Map<string, string>();
  for (const name of EVIDENCE_TEXTS) {
    const text = files.has(folder + name) ? yield* readText(folder + name) : undefined;
    if (text !== undefined) texts.set(folder + name, text);
  }
  return recognizeTargets(path, { has: (name) => files.has(name), read: (name) => texts.get(name) });
}

function contentIn(contexts: ReadonlyMap<string, ProcfileContext>, path: string): string {
  const { targets, replaced } = contexts.get(path) ?? { targets: [] };
  return JSON.stringify([targets, replaced]);
}

/** With a slash at its end; empty for the root. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
