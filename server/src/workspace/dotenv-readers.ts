import { formatOf } from '../engine/formats.ts';
import { CONFIGURATION_FILE } from '../engine/settings.ts';
import {
  type DotenvContext,
  dialectEvidence,
  type EvidenceFiles,
  isDialectEvidence,
  isSystemdUnit,
  recognizeDialects,
} from '../formats/dotenv/detect.ts';
import type { DotenvDialect } from '../formats/dotenv/evaluate.ts';
import { IMAGE_FILES, imageOf } from '../formats/dotenv/image.ts';
import { recognizeLayering } from '../formats/dotenv/layers.ts';
import { type DotenvNeighbour, neighbourPaths, readNeighbour } from '../formats/dotenv/neighbours.ts';
import { isTargetEvidence } from '../formats/procfile/targets.ts';
import { isDotenvTemplate } from '../formats/variables/index.ts';
import type { Task } from './task.ts';
import type { TrackedDotenvs } from './tracked-files.ts';

/** What reads each dotenv file of a folder, as far as it is known. */
export type DotenvReaders = {
  /** What the analysis of a file is told: nothing of what is no dotenv file. */
  of(path: string): { readonly dotenv?: DotenvContext };
  /** Whether it has never been asked what reads this dotenv file: git ignores most, and none of those is listed. */
  isUnknown(path: string): boolean;
  /**
   * Looks at the manifests and scripts around the dotenv files.
   *
   * @param paths of all files
   * @param readText gives the text of one, undefined if it cannot be read
   * @param configured what the configuration says; it decides if it says something
   * @param tracked gives those that Git tracks; undefined where that is not known
   * @returns the dotenv files for which the answer is another than before
   */
  recognize(
    paths: readonly string[],
    readText: (path: string) => Task<string | undefined>,
    configured: readonly DotenvDialect[],
    tracked: () => TrackedDotenvs,
  ): Task<readonly string[]>;
};

/** Units beyond these are those of a distribution, not of an application. */
const MOST_UNITS = 50;

export function createDotenvReaders(): DotenvReaders {
  let contexts: ReadonlyMap<string, DotenvContext> = new Map();
  return {
    of(path) {
      const dotenv = contexts.get(path);
      return dotenv ? { dotenv } : {};
    },
    isUnknown: (path) => formatOf(path) === 'dotenv' && !contexts.has(path),
    *recognize(paths, readText, configured, tracked) {
      const files = new Set(paths);
      const dotenvs = [...files].filter((path) => formatOf(path) === 'dotenv');
      const evidence = yield* evidenceFor(dotenvs, files, readText);
      const inGit = dotenvs.length > 0 ? tracked() : undefined;
      const next = new Map<string, DotenvContext>();
      for (const path of dotenvs) {
        const neighbours = yield* neighboursOf(path, files, readText);
        const layering = recognizeLayering(path, evidence.read);
        const image = imageOf(path, evidence.read);
        next.set(path, {
          dialects: configured.length > 0 ? configured : recognizeDialects(path, evidence),
          neighbours,
          ...(layering ? { layering } : {}),
          ...(image ? { image } : {}),
          ...(inGit ? { isTracked: inGit.has(path) } : {}),
        });
      }
      const changed = dotenvs.filter((path) => identityIn(contexts, path) !== identityIn(next, path));
      contexts = next;
      return changed.sort();
    },
  };
}

/** Whether a change of the file may change what is known to read some dotenv file. */
export function isDotenvEvidence(path: string): boolean {
  if (path === CONFIGURATION_FILE || formatOf(path) === 'dotenv' || isDialectEvidence(path)) return true;
  if (IMAGE_FILES.includes(path.slice(path.lastIndexOf('/') + 1))) return true;
  // What runs a Procfile reads `.env` with it.
  return formatOf(path) === 'procfile' || isTargetEvidence(path.slice(path.lastIndexOf('/') + 1));
}

function* evidenceFor(
  dotenvs: readonly string[],
  files: ReadonlySet<string>,
  readText: (path: string) => Task<string | undefined>,
): Task<EvidenceFiles> {
  const units = dotenvs.length > 0 ? [...files].filter(isSystemdUnit).slice(0, MOST_UNITS) : [];
  const ofImages = dotenvs.flatMap((path) => IMAGE_FILES.map((name) => folderOf(path) + name));
  const wanted = [...dotenvs.flatMap(dialectEvidence), ...units, ...ofImages];
  const texts = yield* readEvidence(wanted, files, readText);
  return { has: (path) => files.has(path), read: (path) => texts.get(path), units };
}

/** With the slash at its end; empty for the root. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function* readEvidence(
  paths: readonly string[],
  files: ReadonlySet<string>,
  readText: (path: string) => Task<string | undefined>,
): Task<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const path of new Set(paths)) {
    const text = files.has(path) ? yield* readText(path) : undefined;
    if (text !== undefined) texts.set(path, text);
  }
  return texts;
}

/** Where a file's context is the same as before, it need not be judged anew. */
function identityIn(contexts: ReadonlyMap<string, DotenvContext>, path: string): string {
  const { dialects, neighbours = [], layering, image, isTracked } = contexts.get(path) ?? { dialects: [] };
  const around = neighbours.map(({ path: of, values, optional }) => [of, [...values], [...optional]]);
  return JSON.stringify([dialects, around, layering, image, isTracked]);
}

function* neighboursOf(
  path: string,
  files: ReadonlySet<string>,
  readText: (path: string) => Task<string | undefined>,
): Task<readonly DotenvNeighbour[]> {
  const found: DotenvNeighbour[] = [];
  for (const place of neighbourPaths(path)) {
    // Git ignores what is for one machine, so that no list names it; a template is there for everybody.
    if (isDotenvTemplate(place) && !files.has(place)) continue;
    const text = yield* readText(place);
    if (text !== undefined) found.push(readNeighbour(place, text));
  }
  return found;
}
