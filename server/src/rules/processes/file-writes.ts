import type { Anchor } from '../../model/rule.ts';
import type { Call, SourceFile, Value } from '../../model/source-file.ts';
import { readPath, type WrittenPath } from './written-path.ts';

/** A call that writes a file. */
export type FileWrite = {
  readonly call: Call;
  readonly path: WrittenPath;
  /** A file that exists already is put here: that another place is temporary says nothing of this one. */
  readonly isCopy: boolean;
};

/** Position and keyword of the path, and of the mode where a mode decides whether the file is written. */
type Writer = { readonly path: number; readonly keyword?: string; readonly mode?: number };

const NODE_MODULES = ['fs', 'fs/promises', 'fs.promises', 'fs-extra', 'graceful-fs'];
const NODE_FUNCTIONS: Readonly<Record<string, number>> = {
  writeFile: 0,
  writeFileSync: 0,
  appendFile: 0,
  appendFileSync: 0,
  createWriteStream: 0,
  copyFile: 1,
  copyFileSync: 1,
  rename: 1,
  renameSync: 1,
};
const EXTRA_FUNCTIONS = [
  'outputFile',
  'outputFileSync',
  'outputJson',
  'outputJSON',
  'outputJsonSync',
  'writeJson',
  'writeJSON',
  'writeJsonSync',
];

const WRITERS: {
  readonly javascript: ReadonlyMap<string, Writer>;
  readonly python: ReadonlyMap<string, Writer>;
} = {
  javascript: new Map<string, Writer>([
    ...NODE_MODULES.flatMap((module) =>
      Object.entries(NODE_FUNCTIONS).map(([name, path]): [string, Writer] => [`${module}.${name}`, { path }]),
    ),
    ...EXTRA_FUNCTIONS.map((name): [string, Writer] => [`fs-extra.${name}`, { path: 0 }]),
    ['jsonfile.writeFile', { path: 0 }],
    ['jsonfile.writeFileSync', { path: 0 }],
    ['Bun.write', { path: 0 }],
    ['Deno.writeTextFile', { path: 0 }],
    ['Deno.writeFile', { path: 0 }],
  ]),
  python: new Map<string, Writer>([
    ...[
      'open',
      'io.open',
      'codecs.open',
      'aiofiles.open',
      'anyio.open_file',
      'gzip.open',
      'builtins.open',
    ].map((name): [string, Writer] => [name, { path: 0, keyword: 'file', mode: 1 }]),
    ['shelve.open', { path: 0, keyword: 'filename' }],
    ['dbm.open', { path: 0, keyword: 'file' }],
    ['joblib.dump', { path: 1, keyword: 'filename' }],
    ['numpy.save', { path: 0, keyword: 'file' }],
    ['numpy.savetxt', { path: 0, keyword: 'fname' }],
    ['torch.save', { path: 1, keyword: 'f' }],
    ['shutil.copy', { path: 1, keyword: 'dst' }],
    ['shutil.copyfile', { path: 1, keyword: 'dst' }],
    ['shutil.move', { path: 1, keyword: 'dst' }],
  ]),
};

const COPYING = /\.(?:copy|copyfile|move|copyFile(?:Sync)?|rename(?:Sync)?)$/;

/** Methods of a path: the receiver is where they write. */
const PATH_METHODS = /\.(?:write_text|write_bytes)$/;
/** Methods of data frames and figures: the first argument is where they write. */
const SAVING_METHODS =
  /\.(?:to_csv|to_excel|to_parquet|to_pickle|savefig)$|^sharp\(\)(?:\.\w+\(\))*\.toFile$|^PIL\.Image\..*\.save$/;

/** `open(path, "w")`, also over several lines: with `r` a file is only read. */
const WRITING_OPEN =
  /open\s*\((?:[^()]|\([^()]*\)){0,160}?,\s*(?:mode\s*=\s*)?['"](?:[rb]*[wax][^'"\n]{0,3}|r\+b?|rb\+)['"]/iy;
const WRITING_PATH_OPEN = /open\s*\(\s*(?:mode\s*=\s*)?['"]b?[wax][^'"\n]{0,3}['"]/iy;

export const WRITE_ANCHORS: { readonly javascript: readonly Anchor[]; readonly python: readonly Anchor[] } = {
  javascript: [
    { text: 'writeFile', gate: /writeFile(?:Sync)?\s*\(/y },
    { text: 'appendFile', gate: /appendFile(?:Sync)?\s*\(/y },
    { text: 'createWriteStream', gate: /createWriteStream\s*\(/y },
    { text: 'copyFile', gate: /copyFile(?:Sync)?\s*\(/y },
    { text: 'rename', gate: /rename(?:Sync)?\s*\(/y, before: /\bfs\w*(?:\.promises)?\.$/i },
    { text: 'outputFile', gate: /outputFile(?:Sync)?\s*\(/y },
    { text: 'outputJson', gate: /outputJson(?:Sync)?\s*\(/iy },
    { text: 'writeJson', gate: /writeJson(?:Sync)?\s*\(/iy },
    { text: 'toFile', gate: /toFile\s*\(/y, before: /\.$/ },
    { text: 'Bun.write(' },
    { text: 'Deno.write', gate: /Deno\.write(?:Text)?File\s*\(/y },
  ],
  python: [
    { text: 'open', gate: WRITING_OPEN, before: /(?:^|[^\w.]|\b(?:io|codecs|aiofiles|gzip)\.)$/ },
    { text: 'open', gate: WRITING_PATH_OPEN, before: /\.$/ },
    { text: 'shelve.open(' },
    { text: 'dbm.open(' },
    { text: '.write_text(' },
    { text: '.write_bytes(' },
    { text: 'joblib.dump(' },
    { text: 'torch.save(' },
    { text: 'np.save', gate: /np\.save(?:txt)?\(/y },
    { text: '.to_', gate: /\.to_(?:csv|excel|parquet|pickle)\(\s*[^)\s]/y },
    { text: '.savefig(' },
    { text: 'shutil.', gate: /shutil\.(?:copy|copyfile|move)\(/y },
    { text: '.save(', before: /(?:image|img|picture|thumbnail|thumb)\w*$/i },
  ],
};

/** The calls of a file that write to a file, with what is known of its path. */
export function* fileWrites(file: SourceFile): Iterable<FileWrite> {
  for (const call of file.callsAtAnchors()) {
    const value = writtenValue(file, call);
    if (value) yield { call, path: readPath(value), isCopy: COPYING.test(call.callee) };
  }
}

function writtenValue(file: SourceFile, call: Call): Value | undefined {
  const writer = WRITERS[file.family].get(call.callee);
  if (writer) return call.argument(writer.path, writer.keyword);
  const { callee } = call.expression;
  if (callee.kind !== 'member') return undefined;
  if (PATH_METHODS.test(call.callee)) return file.evaluate(callee.object);
  if (SAVING_METHODS.test(call.callee)) return call.argument(0);
  if (file.family === 'python' && callee.property === 'open' && isPathLike(call)) {
    return file.evaluate(callee.object);
  }
  return undefined;
}

/** `path.open("w")` of pathlib; a storage's `open(name, "w")` has its own place. */
function isPathLike(call: Call): boolean {
  const mode = call.argument(0, 'mode');
  return mode?.kind === 'literal' && /^b?[wax]/.test(String(mode.value));
}
