import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startClient } from './language-client.mjs';
import { plainTypeScript } from './plain-code.mjs';
import { inMilliseconds, median, percentile, printTable } from './statistics.mjs';

const FILES = 5_000;
/** One file of three reads a variable. */
const READING = 3;
const VARIABLES = 300;
const ROUNDS = 40;
const WARM_UP = 5;
/** What hover and completion may take, in milliseconds. */
const BUDGET = 50;

/** Measures hover, completion and their like in a project of 5,000 files, each asked right after an edit. */
export async function benchFeatures(root) {
  const folder = makeProject(root);
  const folderUri = pathToFileURL(folder).href;
  const client = await startClient([process.execPath, path.join(root, 'dist', 'server.js'), '--stdio'], {
    folderUri,
  });
  await client.request('twelveFactor/scan', null);
  const uri = `${folderUri}/src/part-0/page-0.ts`;
  const text = `import app from './app';\n\nconst url = process.env.SETTING_7;\nconst other = process.env.;\n`;
  client.notify('textDocument/didOpen', {
    textDocument: { uri, languageId: 'typescript', version: 1, text },
  });
  const textDocument = { uri };
  const onName = { textDocument, position: { line: 2, character: 26 } };
  const asked = {
    hover: ['textDocument/hover', onName],
    completion: ['textDocument/completion', { textDocument, position: { line: 3, character: 26 } }],
    definition: ['textDocument/definition', onName],
    references: ['textDocument/references', { ...onName, context: { includeDeclaration: true } }],
    rename: ['textDocument/rename', { ...onName, newName: 'RENAMED' }],
  };
  let version = 1;
  const edit = () => {
    version++;
    const at = { line: 1, character: 0 };
    const isEven = version % 2 === 0;
    const change = isEven
      ? { range: { start: at, end: at }, text: ' ' }
      : { range: { start: at, end: { line: 1, character: 1 } }, text: '' };
    client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [change] });
  };

  const rows = [['', 'p50', 'p95']];
  let worst = 0;
  for (const [name, [method, params]] of Object.entries(asked)) {
    const times = [];
    for (let round = 0; round < ROUNDS + WARM_UP; round++) {
      edit();
      const start = performance.now();
      const answer = await client.request(method, params);
      if (round >= WARM_UP) times.push(performance.now() - start);
      if (!answer) throw new Error(`${name} gave nothing`);
    }
    rows.push([name, inMilliseconds(median(times)), inMilliseconds(percentile(times, 0.95))]);
    if (name === 'hover' || name === 'completion') worst = Math.max(worst, percentile(times, 0.95));
  }
  await client.stop();
  printTable(`Questions about a variable in a project of ${FILES} files, each right after an edit`, rows);
  return [
    {
      name: `hover and completion p95 under ${BUDGET} ms in ${FILES} files`,
      isHeld: worst < BUDGET,
      figure: inMilliseconds(worst),
    },
  ];
}

function makeProject(root) {
  const target = path.join(root, 'out', 'bench', 'project');
  rmSync(target, { recursive: true, force: true });
  const write = (name, content) => {
    const place = path.join(target, name);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, content);
  };
  const names = Array.from({ length: VARIABLES }, (_, index) => `SETTING_${index}`);
  write('package.json', '{ "name": "bench", "scripts": { "start": "node src/part-0/page-0.ts" } }\n');
  write('Procfile', 'web: npm start -- --port $PORT\n');
  write('.env.example', `${names.map((name) => `${name}=value`).join('\n')}\n`);
  for (let index = 0; index < FILES - 3; index++) {
    const read = `const setting = process.env.SETTING_${index % VARIABLES};\n\n`;
    const code = `${plainTypeScript(index).join('\n')}\n`;
    write(`src/part-${index % 50}/page-${index}.ts`, index % READING === 0 ? read + code : code);
  }
  return target;
}
