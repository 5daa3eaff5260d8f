import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdits } from '../../server/src/engine/fixes.ts';
import type { FeatureFolder } from '../../server/src/lsp/features/feature.ts';
import { PROCFILE_FEATURE } from '../../server/src/lsp/features/procfile.ts';
import { textOf } from '../formats/generated-text.ts';
import { NO_VARIABLES } from '../support/no-variables.ts';

const FILES = new Map([
  ['package.json', '{ "main": "server.js", "scripts": { "start": "node server.js" } }'],
  ['Makefile', 'jobs:\n\ttrue\n'],
  ['app.json', '{ "formation": { "web": {}, "worker": {} } }'],
  ['server.js', ''],
  ['shop/wsgi.py', 'application = make()\n'],
]);

const folder: FeatureFolder = {
  has: (path) => FILES.has(path),
  paths: () => FILES.keys(),
  read: async (path) => FILES.get(path),
  dotenvDialects: () => [],
  dotenvContext: () => ({ dialects: [] }),
  summaries: () => [],
  summary: () => undefined,
  variables: NO_VARIABLES,
};

const texts = textOf([
  ...['web', 'worker', 'jobs', ':', ': ', '\n', '\n', '\r\n', ' ', '\t', '#', '//', '\\', '\uFEFF', '🦊'],
  ...[
    'npm run start',
    'node server.js',
    'gunicorn shop.wsgi:application',
    'make jobs',
    'python -m shop.wsgi',
  ],
  ...['$PORT', '${PORT:-5000}', '$(', '`', '"', "'", '&&', ';', '|', '>', '2>&1', 'FOO=1 ', 'celery -A', '$'],
]);

function isWithin({ start, end }: { start: number; end: number }, text: string): boolean {
  return 0 <= start && start <= end && end <= text.length;
}

test('every feature answers at every place of any text, with spans inside of it', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), async (text, place) => {
      const request = { path: 'Procfile', text, folder };
      const at = { ...request, offset: place % (text.length + 1) };
      for (const { span } of (await PROCFILE_FEATURE.completion?.(at)) ?? []) {
        assert.ok(isWithin(span, text) && span.start <= at.offset && at.offset <= span.end);
        assert.ok(!text.slice(span.start, span.end).includes('\n'));
      }
      const hover = await PROCFILE_FEATURE.hover?.(at);
      assert.ok(!hover || isWithin(hover.span, text));
      for (const { path, span } of (await PROCFILE_FEATURE.definition?.(at)) ?? [])
        assert.ok(isWithin(span, FILES.get(path) ?? text));
      for (const { span, nameSpan } of PROCFILE_FEATURE.symbols?.(request) ?? [])
        assert.ok(isWithin(span, text) && span.start <= nameSpan.start && nameSpan.end <= span.end);
      for (const { span } of (await PROCFILE_FEATURE.links?.(request)) ?? []) assert.ok(isWithin(span, text));
      let end = 0;
      for (const { span } of PROCFILE_FEATURE.tokens?.(request) ?? []) {
        assert.ok(isWithin(span, text) && span.start >= end && span.end > span.start);
        end = span.end;
      }
    }),
    { numRuns: 5_000 },
  );
});

test('a rename of any process and its way back give the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(texts, texts, fc.constantFrom('web', 'worker', 'jobs'), async (before, after, name) => {
      const text = `${before}\n${name}: bin/run\n${after}`;
      const at = { path: 'Procfile', text, folder, offset: before.length + 2 };
      const there = (await PROCFILE_FEATURE.rename?.({ ...at, newName: 'renamed-process' })) ?? [];
      const changed = applyEdits(
        text,
        there.filter(({ path }) => path === 'Procfile'),
      );
      assert.notEqual(changed, text);
      const back = await PROCFILE_FEATURE.rename?.({
        ...at,
        text: changed,
        offset: changed.indexOf('renamed-process: bin/run'),
        newName: name,
        // The other files were renamed, too, so that none holds the old name.
        folder: { ...folder, paths: () => [], has: () => false },
      });
      assert.equal(applyEdits(changed, back ?? []), text);
    }),
    { numRuns: 5_000 },
  );
});
