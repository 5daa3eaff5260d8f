import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PathKind, Stream, System } from '../cli/system.ts';
import { assetReader } from './assets.ts';
import { openDiskFolder } from './mended-files.ts';
import { optimizeLater } from './optimize-later.ts';
import { createProcesses } from './process-group.ts';
import { createScanThreads } from './scan-threads.ts';

/**
 * The machine as the command line sees it.
 *
 * @param assets folder of the grammars and of the language server's bundle
 */
export function processSystem(assets: string): System {
  return {
    workingFolder: withSlashes(process.cwd()),
    environment: process.env,
    output: streamOf(process.stdout),
    messages: streamOf(process.stderr),
    readAsset: assetReader(assets),
    processes: createProcesses(),
    now: () => performance.now(),
    sha256: (text, encoding) => createHash('sha256').update(text).digest(encoding),
    resolve: (name) => withSlashes(path.resolve(name)),
    relative: (from, to) => withSlashes(path.relative(from, to)),
    fileUri: (place) => pathToFileURL(place).href,
    kindOf,
    readText: (place) => readFileSync(place, 'utf8'),
    writeText: (place, text) => writeFileSync(place, text),
    openFolder: openDiskFolder,
    helpScan(root, rules) {
      optimizeLater();
      return createScanThreads({ script: path.join(assets, 'scan-thread.js'), assets, root, rules });
    },
    async serveLanguageServer() {
      // A bundle of its own beside this one: who checks a folder does not wait for it to be read.
      await import(pathToFileURL(path.join(assets, 'server.js')).href);
    },
  };
}

function streamOf(stream: NodeJS.WriteStream): Stream {
  return {
    write: (text) => {
      stream.write(text);
    },
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.columns as number | undefined;
    },
  };
}

function kindOf(place: string): PathKind {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return 'folder';
  return stat ? 'file' : 'nothing';
}

function withSlashes(place: string): string {
  return path.sep === '/' ? place : place.replaceAll(path.sep, '/');
}
