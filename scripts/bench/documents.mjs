import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { plainJavaScript, plainPython, plainTypeScript } from './plain-code.mjs';

const LINES = 2_000;

/**
 * Documents of 2,000 lines: every source file of both sample applications once, each in a scope of its own as names
 * repeat between files, and between them code that computes and calls, as most of any program does.
 */
export function makeDocuments(root) {
  const filesOf = (...endings) =>
    ['legacy-shop', 'mended-shop'].flatMap((project) => {
      const folder = path.join(root, 'test', 'projects', project);
      return readdirSync(folder, { recursive: true })
        .filter((name) => endings.some((ending) => name.endsWith(ending)))
        .sort()
        .map((name) => readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n'));
    });
  return [
    {
      name: 'dense JavaScript',
      path: 'src/bench.js',
      languageId: 'javascript',
      text: compose(filesOf('.js'), scopeJavaScript, plainJavaScript),
    },
    {
      name: 'dense TypeScript',
      path: 'src/bench.ts',
      languageId: 'typescript',
      text: compose(filesOf('.ts'), scopeJavaScript, plainTypeScript),
    },
    {
      name: 'dense Python',
      path: 'worker/bench.py',
      languageId: 'python',
      text: compose(filesOf('.py'), scopePython, plainPython),
    },
  ];
}

const LANGUAGE_IDS = { '.js': 'javascript', '.ts': 'typescript', '.py': 'python' };

/** So many lines more or less than 2,000 still count. */
const TOLERANCE = 700;

/**
 * Of each language the file of the folders that is nearest to 2,000 lines. A line that breaks a rule is put at its end,
 * as an edit must have something to show.
 */
export function realDocuments(folders) {
  const best = new Map();
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true })) {
      const extension = path.extname(name);
      if (!(extension in LANGUAGE_IDS) || /node_modules|test|spec|vendor|\.min\.|\.d\.ts$/.test(name))
        continue;
      const text = readText(path.join(folder, name));
      const distance = Math.abs(text.split('\n').length - LINES);
      if (distance > TOLERANCE || distance >= (best.get(extension)?.distance ?? Infinity)) continue;
      best.set(extension, { distance, name, text });
    }
  }
  return [...best].map(([extension, { name, text }]) => ({
    name: `${path.basename(name)}, ${text.split('\n').length} lines`,
    path: `src/real${extension}`,
    languageId: LANGUAGE_IDS[extension],
    text: `${text.trimEnd()}\n${BREAKING[extension]}`,
  }));
}

const BREAKING = {
  '.js': "require('http').createServer().listen(3000);\n",
  '.ts': "require('http').createServer().listen(3000);\n",
  '.py': 'import logging\nlogging.FileHandler("bench.log")\n',
};

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // A folder with a dot in its name.
    return '';
  }
}

/** Puts plain code between the files, as much as fills the document. */
function compose(files, scope, plain) {
  const scopes = files.map(scope);
  const head = [...new Set(scopes.flatMap(({ imports }) => imports))];
  const taken = head.length + scopes.reduce((sum, { lines }) => sum + lines.length, 0);
  const between = (LINES - taken) / scopes.length;
  const lines = [...head];
  let left = LINES - taken;
  let owed = 0;
  let number = 0;
  for (const { lines: own } of scopes) {
    lines.push(...own);
    for (owed += between; owed > 0; ) {
      const filler = plain(number++);
      owed -= filler.length;
      left -= filler.length;
      if (left >= 0) lines.push(...filler);
    }
  }
  while (lines.length < LINES) lines.push('');
  return `${lines.join('\n')}\n`;
}

function scopeJavaScript(lines, index) {
  const text = lines.join('\n');
  const imports = [...text.matchAll(/^import\b[^;]*;$/gm)].map(([statement]) =>
    statement.replace(/\s+/g, ' '),
  );
  const rest = text
    .replace(/^import\b[^;]*;\n?/gm, '')
    .replace(/^export (?:default )?/gm, '')
    .split('\n');
  return { imports, lines: [`async function module${index}() {`, ...rest.map(indent('  ')), '}', ''] };
}

function scopePython(lines, index) {
  return { imports: [], lines: [`def module_${index}():`, ...lines.map(indent('    ')), ''] };
}

function indent(by) {
  return (line) => (line === '' ? '' : by + line);
}
