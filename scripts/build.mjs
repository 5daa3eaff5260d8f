// Builds everything that runs into dist/: the client and the server for Node and for the browser, the command line,
// the scorecard's page, the grammars. With --watch it stays and follows the sources.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { context } from 'esbuild';

const require = createRequire(import.meta.url);
const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const watch = process.argv.includes('--watch');

const shared = {
  absWorkingDir: root,
  bundle: true,
  sourcemap: watch && 'inline',
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
};

const node = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // Not `main` first: the UMD form of jsonc-parser hides its files from a bundler.
  mainFields: ['module', 'main'],
  // The ES module finds its .wasm by import.meta.url, which is empty in a CommonJS bundle.
  alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
};

// Only what a browser loads is minified: on Node, a stack trace in a report is worth more than the bytes.
const browser = { ...shared, platform: 'browser', target: 'es2023', minify: !watch };

const bundles = [
  { ...node, entryPoints: ['client/src/node.ts'], outfile: 'dist/client.js', external: ['vscode'] },
  {
    ...browser,
    format: 'cjs',
    entryPoints: ['client/src/browser.ts'],
    outfile: 'dist/client.web.js',
    external: ['vscode'],
  },
  { ...node, entryPoints: ['server/src/node/server-main.ts'], outfile: 'dist/server.js' },
  {
    ...browser,
    format: 'iife',
    entryPoints: ['server/src/browser/worker.ts'],
    outfile: 'dist/worker.js',
    inject: ['scripts/browser-buffer.js'],
    // Both are of web-tree-sitter's branch for Node, which a browser never takes.
    external: ['fs/promises', 'module'],
  },
  {
    ...node,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
  { ...node, entryPoints: ['server/src/node/scan-thread-main.ts'], outfile: 'dist/scan-thread.js' },
  { ...browser, format: 'iife', entryPoints: ['client/src/webview/main.ts'], outfile: 'dist/webview.js' },
  { ...browser, entryPoints: ['client/src/webview/style.css'], outfile: 'dist/webview.css' },
];

const grammars = [
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-javascript/tree-sitter-javascript.wasm',
  'tree-sitter-typescript/tree-sitter-typescript.wasm',
  'tree-sitter-typescript/tree-sitter-tsx.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
];

/** The folder of the package that a bundled file belongs to, or null for our own files. */
function packageOf(file) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file);
  return match ? match[1] : null;
}

/** The licence texts of everything that went into the bundles: most licences ask for it. */
function notices(files) {
  const folders = new Set([...files].map(packageOf).filter((folder) => folder !== null));
  const sections = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(path.join(root, folder, 'package.json'), 'utf8'),
    );
    return `${name} ${version} (${license})\n\n${licenceText(path.join(root, folder))}`;
  });
  return `Twelve-Factor contains the following third-party software.\n\n${sections.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

function licenceText(folder) {
  for (const name of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'License.txt', 'license', 'LICENCE']) {
    try {
      return readFileSync(path.join(folder, name), 'utf8');
    } catch {
      // The next name.
    }
  }
  return 'No licence text is part of the package.\n';
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
// What is packaged goes there, and nobody else makes it.
mkdirSync(path.join(root, 'out'), { recursive: true });

const copied = grammars.map((name) => path.join('node_modules', name));
for (const file of copied) copyFileSync(path.join(root, file), path.join(dist, path.basename(file)));

const contexts = await Promise.all(bundles.map((options) => context(options)));
const results = await Promise.all(contexts.map((bundle) => bundle.rebuild()));
const inputs = new Set([...copied, ...results.flatMap((result) => Object.keys(result.metafile.inputs))]);
writeFileSync(path.join(dist, 'THIRD-PARTY-NOTICES.txt'), notices(inputs));

if (watch) {
  await Promise.all(contexts.map((bundle) => bundle.watch()));
  console.log('Watching …');
} else {
  await Promise.all(contexts.map((bundle) => bundle.dispose()));
}
