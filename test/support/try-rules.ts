import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createAnalyzer } from '../../server/src/engine/analysis.ts';
import { judgeProject } from '../../server/src/engine/judgement.ts';
import { createModuleStore } from '../../server/src/engine/modules.ts';
import { OBSERVERS, RULES } from '../../server/src/rules/index.ts';
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
const analyzer = createAnalyzer(grammars, rules, OBSERVERS);
let total = 0;
for (const folder of folders) {
  const files = [...filesOf(folder)].sort();
  const known = new Set(files);
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  const modules = createModuleStore(grammars, { exists: (name) => known.has(name), read });
  const started = performance.now();
  const analyses = files
    .filter((name) => statSync(path.join(folder, name)).size < 1_048_576)
    .filter((name) => analyzer.mayMatter(name, readFileSync(path.join(folder, name))))
    .map((name) => analyzer.analyze({ path: name, text: read(name) }, modules));
  modules.dispose();
  const project = { root: '', name: folder, kind: 'service' as const, evidence: [], files };
  const judged = judgeProject(project, analyses, rules, { level: () => 'on', minimumConfidence: 'low' });
  for (const { path: name, span, rule, severity, confidence, message } of judged.findings) {
    const text = read(name);
    const line = text.slice(0, span.start).split('\n').length;
    console.log(`${folder}/${name}:${line}: ${rule} ${severity}/${confidence} ${message}`);
    console.log(`    ${(text.split('\n')[line - 1] ?? '').trim().slice(0, 160)}`);
  }
  for (const { rule, path: name, error } of judged.failures)
    console.log(`FAILURE ${rule} in ${name}: ${error instanceof Error ? error.stack : error}`);
  total += judged.findings.length;
  console.log(
    `== ${folder}: ${judged.findings.length} findings, ${analyses.length} of ${files.length} files, ${Math.round(performance.now() - started)} ms`,
  );
}
console.log(`${total} findings`);
