import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { makeDocuments, realDocuments } from './documents.mjs';
import { startClient } from './language-client.mjs';
import { inMilliseconds, median, percentile, printTable } from './statistics.mjs';

const WARM_UP = 30;
const EDITS = 200;
/** Between two edits, in milliseconds: faster than anybody types. */
const PAUSE = 15;
const MEMORY_EDITS = 300;
/** What p95 of the server's own time may be, in milliseconds: what a client waits, less what it waits for an echo. */
const BUDGET = 10;
/** By how much memory may grow over the edits, in megabytes. */
const MEMORY_BUDGET = 50;

/**
 * Measures edit → diagnostics over a real connection, and what memory does meanwhile. The promise is about documents
 * as people write them, taken from the folders; without folders it is held against the dense ones, which have the
 * findings of a whole application in one file.
 */
export async function benchServer(root, folders) {
  const real = realDocuments(folders);
  const workspace = path.join(root, 'out', 'bench', 'workspace');
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(workspace, { recursive: true });
  cpSync(path.join(root, 'test', 'projects', 'legacy-shop'), workspace, { recursive: true });
  const folderUri = pathToFileURL(workspace).href;
  const rows = [['', 'findings', 'p50', 'p95', 'echo p50', 'echo p95', 'p95 less echo', 'CPU per edit']];
  const memory = [['', 'at start', 'opened', ...[1, 2, 3].map((part) => `${part * 100} edits`), 'growth']];
  let worst = 0;
  let mostGrowth = 0;

  for (const document of [...real, ...makeDocuments(root)]) {
    const uri = `${folderUri}/${document.path}`;
    const client = await startClient([process.execPath, path.join(root, 'dist', 'server.js'), '--stdio'], {
      folderUri,
    });
    const atStart = memoryOf(client.pid);
    const editor = await openDocument(client, uri, document);
    const { times: own, processor } = await measure(editor, EDITS, client.pid);
    const opened = memoryOf(client.pid);
    const sizes = [];
    for (let part = 0; part < 3; part++) {
      for (let edit = 0; edit < MEMORY_EDITS / 3; edit++) await editor.edit();
      await sleep(500);
      sizes.push(memoryOf(client.pid));
    }
    await client.stop();

    const echo = await startClient([process.execPath, path.join(import.meta.dirname, 'echo-server.mjs')], {
      folderUri,
      initializationOptions: { diagnostics: editor.diagnostics() },
    });
    const { times: floor } = await measure(await openDocument(echo, uri, document), EDITS, echo.pid);
    await echo.stop();

    const [p95, floorP95] = [percentile(own, 0.95), percentile(floor, 0.95)];
    if (real.length === 0 || real.includes(document)) worst = Math.max(worst, p95 - floorP95);
    const growth = sizes.at(-1) - opened;
    mostGrowth = Math.max(mostGrowth, growth);
    rows.push([
      document.name,
      String(editor.diagnostics().length),
      inMilliseconds(median(own)),
      inMilliseconds(p95),
      inMilliseconds(median(floor)),
      inMilliseconds(floorP95),
      inMilliseconds(p95 - floorP95),
      processor === undefined ? 'unknown' : inMilliseconds(processor),
    ]);
    memory.push([document.name, ...[atStart, opened, ...sizes].map(inMegabytes), inMegabytes(growth)]);
  }

  printTable(
    `Edit → diagnostics at 2,000 lines, ${EDITS} edits, from the client's write to the client's read`,
    rows,
  );
  printTable(`Resident memory of the server over ${MEMORY_EDITS} more edits`, memory);
  return [
    {
      name: `edit → diagnostics, server time, p95 under ${BUDGET} ms`,
      isHeld: worst < BUDGET,
      figure: inMilliseconds(worst),
    },
    {
      name: `memory grows by less than ${MEMORY_BUDGET} MB over ${MEMORY_EDITS} edits`,
      isHeld: mostGrowth < MEMORY_BUDGET,
      figure: inMegabytes(mostGrowth),
    },
  ];
}

async function measure(editor, edits, pid) {
  for (let index = 0; index < WARM_UP; index++) await editor.edit();
  const before = processorTime(pid);
  const times = [];
  for (let index = 0; index < edits; index++) {
    times.push(await editor.edit());
    await sleep(PAUSE);
  }
  const after = processorTime(pid);
  const isKnown = before !== undefined && after !== undefined;
  return { times, processor: isKnown ? (after - before) / edits : undefined };
}

/** Milliseconds that a process kept a processor busy: unlike times, no matter what else the machine does. Linux only. */
function processorTime(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    // Fields 14 and 15 of proc_pid_stat(5), in ticks of which Linux shows 100 a second.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}

/** An open document that is edited so that every edit changes what is shown. */
async function openDocument(client, uri, { languageId, text }) {
  const opened = client.diagnostics((params) => params.uri === uri && params.diagnostics.length > 0);
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  let last = (await opened).params.diagnostics;
  // What the scan of the folder changes comes before the first edit.
  await sleep(1500);
  const [first] = last;
  const lines = last.map(({ range }) => range.start.line).sort((one, other) => one - other);
  const [top, middle] = [first.range.start.line, lines[lines.length >> 1]];
  const edits = [
    // A line break above all findings, a blank before one in the middle; each is taken back afterwards.
    ...pair(0, '\n'),
    ...pair(middle, ' '),
    ...pair(top, '\n'),
    ...pair(middle, '    '),
  ];
  let version = 1;
  return {
    diagnostics: () => last,
    /** @returns milliseconds until the diagnostics of this version came */
    async edit() {
      const change = edits[(version - 1) % edits.length];
      version++;
      const wanted = version;
      const answer = client.diagnostics((params) => params.uri === uri && params.version >= wanted);
      const sent = performance.now();
      client.notify('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [change],
      });
      const { received, params } = await answer;
      last = params.diagnostics;
      return received - sent;
    },
  };
}

/** An insertion at the beginning of a line, and its removal. */
function pair(line, text) {
  const at = { line, character: 0 };
  const end = text === '\n' ? { line: line + 1, character: 0 } : { line, character: text.length };
  return [
    { range: { start: at, end: at }, text },
    { range: { start: at, end }, text: '' },
  ];
}

/** Resident memory of a process in megabytes. */
function memoryOf(pid) {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  } catch {
    // Not Linux.
    return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout) / 1024;
  }
}

const inMegabytes = (value) => `${value.toFixed(1)} MB`;
