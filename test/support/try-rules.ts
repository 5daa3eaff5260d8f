import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { RULES } from '../../server/src/rules/index.ts';
import { checkFiles } from './check-files.ts';
import { loadGrammars } from './grammars.ts';

const SKIPPED = new Set(['.git', 'node_modules', 'dist', '.venv', '__pycache__']);

function* filesOf(folder: string, relative = ''): Iterable<string> {
  for (const entry of readdirSync(path.join(folder, relative), { withFileTypes: true })) {
    const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) yield* filesOf(folder, name);
    else if (entry.isFile()) yield name;
  }
}

const [prefix = '', ...folders] = process.argv.slice(2);
const rules = RULES.filter(({ id }) => id.startsWith(prefix));
const grammars = await loadGrammars();
let total = 0;
for (const folder of folders) {
  const files = [...filesOf(folder)].sort();
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  const started = performance.now();
  const texts = new Map(
    files
      .filter((name) => statSync(path.join(folder, name)).size < 1_048_576)
      .map((name) => [name, read(name)]),
  );
  const judged = checkFiles(grammars, rules, texts, 'service', 'low');
  for (const { path: name, span, rule, severity, confidence, message } of judged.findings) {
    const text = read(name);
    const line = text.slice(0, span.start).split('\n').length;
    console.log(`${folder}/${name}:${line}: ${rule} ${severity}/${confidence} ${message}`);
    console.log(`    ${(text.split('\n')[line - 1] ?? '').trim().slice(0, 160)}`);
  }
  total += judged.findings.length;
  console.log(
    `== ${folder}: ${judged.findings.length} findings, ${files.length} files, ${Math.round(performance.now() - started)} ms`,
  );
}
console.log(`${total} findings`);
