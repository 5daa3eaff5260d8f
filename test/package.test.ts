import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';

/** Everything that is installed with the extension, and nothing else. */
const CONTENT = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'client/activity.svg',
  'client/icon.png',
  'client/run-process.sh',
  'dist/THIRD-PARTY-NOTICES.txt',
  'dist/cli.js',
  'dist/client.js',
  'dist/client.web.js',
  'dist/scan-thread.js',
  'dist/server.js',
  'dist/tree-sitter-javascript.wasm',
  'dist/tree-sitter-python.wasm',
  'dist/tree-sitter-tsx.wasm',
  'dist/tree-sitter-typescript.wasm',
  'dist/web-tree-sitter.wasm',
  'dist/webview.css',
  'dist/webview.js',
  'dist/worker.js',
  'package.json',
  'server/configuration.schema.json',
  'snippets/dotenv.json',
  'snippets/procfile.json',
  'syntaxes/procfile.language-configuration.json',
  'syntaxes/procfile.tmLanguage.json',
];

const MAXIMUM_BYTES = 6 * 1024 * 1024;

test('the package holds what is on the list, after a build', async () => {
  const files = await listFiles({ packageManager: PackageManager.None });
  assert.deepEqual(files.map((file) => file.replaceAll(path.sep, '/')).sort(), CONTENT);
});

test('the package is at most 6 MB', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'twelve-factor-package-'));
  const packagePath = path.join(folder, 'twelve-factor.vsix');
  try {
    await createVSIX({
      packagePath,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
    const { size } = statSync(packagePath);
    assert.ok(size <= MAXIMUM_BYTES, `${size} bytes`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every file that package.json names exists', () => {
  const { main, browser, icon, bin, contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
  const named: string[] = [
    main,
    browser,
    icon,
    contributes.viewsContainers.activitybar[0].icon,
    bin['twelve-factor'],
    ...contributes.grammars.map((grammar: { path: string }) => grammar.path),
    ...contributes.snippets.map((snippets: { path: string }) => snippets.path),
    ...contributes.jsonValidation.map((validation: { url: string }) => validation.url),
    ...contributes.languages.flatMap(({ configuration }: { configuration?: string }) => configuration ?? []),
  ];
  for (const file of named) assert.ok(CONTENT.includes(path.posix.normalize(file)), file);
});
