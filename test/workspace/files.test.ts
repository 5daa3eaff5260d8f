import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { selectFiles } from '../../server/src/workspace/files.ts';

/** Lists a workspace given as paths, or as the texts of its ignore files by path. */
function list(
  files: readonly (string | [path: string, text: string])[],
  exclude: string[] = [],
  maxFiles = 100,
) {
  const ignoreFiles = new Map(files.filter((file) => typeof file !== 'string'));
  const paths = files.map((file) => (typeof file === 'string' ? file : file[0]));
  return selectFiles(paths, ignoreFiles, { exclude, maxFiles });
}

function listed(files: readonly (string | [path: string, text: string])[], exclude: string[] = []): string[] {
  return list(files, exclude).files.filter((path) => !path.endsWith('.gitignore'));
}

test('files come in the order of their paths', () => {
  const { files, stopped } = list(['b', 'a/b', 'a.ts', 'a/a', 'a-b/c', 'Z', 'é']);
  assert.deepEqual(files, ['Z', 'a-b/c', 'a.ts', 'a/a', 'a/b', 'b', 'é']);
  assert.deepEqual(files, [...files].sort());
  assert.equal(stopped, false);
});

test('installed packages and caches are never entered', () => {
  const files = [
    'node_modules/a.js',
    'packages/a/node_modules/b/c.js',
    '.git/config',
    '.venv/a.py',
    'app/__pycache__/a.pyc',
    'vendor/bundle/a.rb',
    ['.gitignore', '!node_modules\n'] as [string, string],
  ];
  assert.deepEqual(listed([...files, 'bundle/a.rb', 'vendor/a.rb', 'src/venv.py']), [
    'bundle/a.rb',
    'src/venv.py',
    'vendor/a.rb',
  ]);
});

// Each was compared with `git ls-files --others --exclude-standard`.
const IGNORED: [name: string, files: (string | [string, string])[], expected: string[]][] = [
  ['a name at any depth', [['.gitignore', 'a.js\n'], 'a.js', 'b/a.js', 'b/aa.js'], ['b/aa.js']],
  ['a folder', [['.gitignore', 'out/\n'], 'out/a', 'b/out/a', 'c/out'], ['c/out']],
  [
    'a path from the root',
    [['.gitignore', '/a/*.js\n'], 'a/b.js', 'a/c/d.js', 'b/a/b.js'],
    ['a/c/d.js', 'b/a/b.js'],
  ],
  ['stars over folders', [['.gitignore', 'a/**/z\n**/logs\n'], 'a/z', 'a/b/c/z', 'x/logs/1', 'z'], ['z']],
  ['an exception', [['.gitignore', '*.env\n!keep.env\n'], 'a.env', 'b/keep.env'], ['b/keep.env']],
  ['no exception below an ignored folder', [['.gitignore', 'a/\n!a/b\n'], 'a/b', 'c'], ['c']],
  ['an exception beside ignored files', [['.gitignore', 'a/*\n!a/b\n'], 'a/b', 'a/c'], ['a/b']],
  [
    'comments, blanks and escapes',
    [['.gitignore', '#a\n\\#b\n\n  \nc\\ \nd \n'], '#a', '#b', 'd', 'e'],
    ['#a', 'e'],
  ],
  ['CR LF and a byte order mark', [['.gitignore', '\uFEFFa\r\nb\r\n'], 'a', 'b', 'c'], ['c']],
  [
    'an ignore file of a folder',
    [['b/.gitignore', 'a\n/c\n'], 'a', 'b/a', 'b/c', 'b/d/c', 'c'],
    ['a', 'b/d/c', 'c'],
  ],
  [
    'an inner exception',
    [['.gitignore', '*.log\n'], ['b/.gitignore', '!a.log\n'], 'a.log', 'b/a.log', 'b/c.log'],
    ['b/a.log'],
  ],
  [
    'an inner exception of a folder',
    [['.gitignore', 'c\n'], ['b/.gitignore', '!c\n'], 'c/x', 'b/c/x', 'b/c/c', 'b/d/c'],
    ['b/c/c', 'b/c/x', 'b/d/c'],
  ],
  [
    'an innermost file that ignores again',
    [['.gitignore', '!a\n'], ['b/.gitignore', 'a\n'], 'a', 'b/a'],
    ['a'],
  ],
  ['what this clone ignores', [['.git/info/exclude', 'mine\n'], 'mine', 'a'], ['a']],
];

for (const [name, files, expected] of IGNORED) {
  test(`ignored: ${name}`, () => assert.deepEqual(listed(files), expected));
}

test('globs leave out files, and folders with what is in them', () => {
  const files = ['a.js', 'b/.c/d.js', 'b/a.js', 'e/f/a.old.js', 'x.js'];
  assert.deepEqual(listed(files, ['b']), ['a.js', 'e/f/a.old.js', 'x.js']);
  assert.deepEqual(listed(files, ['./b/']), ['a.js', 'e/f/a.old.js', 'x.js']);
  assert.deepEqual(listed(files, ['b/**', '**/*.old.js']), ['a.js', 'x.js']);
  assert.deepEqual(listed(files, ['**/{.c,f}', '*.js']), ['b/a.js']);
  assert.deepEqual(listed(files, ['', '/']), files);
  // A broken glob is a name.
  assert.deepEqual(listed(files, ['[', '(', 'a{']), files);
});

test('the walk stops at its limit and says so', () => {
  const files = ['a', 'b', 'c/d', 'e'];
  assert.deepEqual(list(files, [], 3), { files: ['a', 'b', 'c/d'], stopped: true });
  assert.deepEqual(list(files, [], 4), { files, stopped: false });
});

test('any names are listed once, in order', () => {
  const name = fc.constantFrom(
    'a',
    'b',
    'A',
    '__proto__',
    'constructor',
    'é',
    '#',
    '!',
    '*',
    ' ',
    '[a',
    '\\',
  );
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(name, name, name).map((names) => names.join('/'))), (paths) => {
      assert.deepEqual(selectFiles(paths, new Map(), { exclude: [], maxFiles: 1000 }).files, paths.sort());
    }),
  );
});
