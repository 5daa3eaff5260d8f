import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { namesProcesses, processNamesIn } from '../../server/src/formats/procfile/process-names.ts';
import { assertLinear, textOf } from './generated-text.ts';

/** Names with their kinds, in the order of the text. */
function named(path: string, text: string): readonly string[] {
  return processNamesIn(path, text).map((found) => {
    assert.equal(text.slice(found.span.start, found.span.end), found.name);
    const count = found.kind === 'count' ? `=${found.count ?? '?'}` : '';
    return `${found.kind} ${found.name}${count}${found.kind === 'start' && found.orProgram ? '?' : ''}`;
  });
}

const inScript = (line: string) => named('bin/up', `#!/bin/sh\n${line}\n`);

describe('commands of runners and platforms name process types', () => {
  const CASES: Readonly<Record<string, readonly string[]>> = {
    'foreman start web worker': ['start web', 'start worker'],
    'bundle exec foreman start -f Procfile.dev -p 3000 web': ['start web'],
    'foreman start --formation=web=1,worker=2 -t 5': ['count web=1', 'count worker=2'],
    'foreman start -m "all=1,release=0"': ['count release=0'],
    'foreman run web --flag': ['start web?'],
    'forego start -c web=2': ['count web=2'],
    'honcho -f Procfile.dev start web -q worker,clock': ['start web', 'start worker', 'start clock'],
    'overmind s -l web,worker -c css': ['start web', 'start worker', 'start css'],
    'overmind restart web && overmind connect worker': ['start web', 'start worker'],
    'overmind start -p 3000 -T shop web': [],
    'hivemind -l web Procfile.dev': ['start web'],
    'goreman run restart web': ['start web'],
    'nf start web=1,worker=2 -j Procfile.dev': ['count web=1', 'count worker=2'],
    'heroku ps:scale web=1:standard-2x worker=+2 -a shop': ['count web=1', 'count worker=?'],
    'heroku ps:restart worker.1 --app shop': ['start worker'],
    'heroku local web,worker -f Procfile.dev': ['start web', 'start worker'],
    'heroku logs -t -d web.1 -a worker': ['start web'],
    'heroku run worker': [],
    'dokku ps:scale shop web=1 worker=2': ['count web=1', 'count worker=2'],
    'dokku logs shop -p worker': ['start worker'],
    'exec foreman start web "$@" $MORE': ['start web'],
    'cd "$(dirname "$0")/.."\nforeman start web': ['start web'],
    'sh -c "foreman start web"': ['start web'],
    "echo 'foreman start web' # foreman start worker": ['start web'],
  };
  for (const [line, expected] of Object.entries(CASES)) {
    test(line, () => assert.deepEqual(inScript(line), expected));
  }

  for (const line of [
    '# foreman start web',
    'cd api && foreman start web',
    'foreman start -f api/Procfile web',
    'foreman start -f "$PROCFILE" web',
    'gem install foreman',
    'vendor/bin/foreman start web',
    'cd api\nforeman start web',
    'my-foreman start web',
    'foremanx start web',
    'command -v overmind > /dev/null',
  ]) {
    test(`but not in: ${line}`, () => assert.deepEqual(inScript(line), []));
  }

  test('in package.json, Makefiles and workflows alike, up to the end of the text around them', () => {
    assert.deepEqual(named('package.json', '{ "scripts": { "dev": "nf start web", "worker": "nf" } }'), [
      'start web',
    ]);
    assert.deepEqual(named('Makefile', 'web:\n\t@foreman start web ; true\n'), ['start web']);
    assert.deepEqual(
      named('.github/workflows/x.yml', '      - run: "honcho start web"\n        name: worker\n'),
      ['start web'],
    );
    assert.deepEqual(named('README.md', 'foreman start web\n'), []);
  });
});

test('fly.toml names its processes in a table and in lists', () => {
  const text =
    '[env]\n  web = "1"\n[processes]\n  web = "bin/web"\n"worker" = "x"\n[[services]]\n  processes = ["web", "worker"]\n';
  assert.deepEqual(named('fly.toml', text), ['define web', 'define worker', 'start web', 'start worker']);
});

test('files that may name process types are told by their paths', () => {
  const paths = [
    'Procfile',
    'Procfile.dev',
    'app.json',
    'Makefile',
    'bin/dev',
    'script/server',
    'run.sh',
    'fly.toml',
  ];
  for (const path of paths) assert.ok(namesProcesses(path) && namesProcesses(`shop/${path}`), path);
  for (const path of [
    'Procfile.md',
    'Procfile.lock',
    'bin/dev/notes.txt',
    'README.md',
    'src/web.js',
    'app.jsonc',
  ])
    assert.ok(!namesProcesses(path), path);
});

const FILES = [
  'bin/up',
  'package.json',
  'Makefile',
  'app.json',
  'heroku.yml',
  'fly.toml',
  '.foreman',
  'DOKKU_SCALE',
  'Procfile',
];
const texts = textOf([
  ...[
    'foreman',
    'honcho',
    'overmind',
    'heroku',
    'nf',
    'dokku',
    'goreman',
    ' start',
    ' ps:scale',
    ' run',
    ' -m ',
    ' -f ',
  ],
  ...[
    ' web',
    'web',
    'worker',
    '=1',
    '=',
    ',',
    '.1',
    ' ',
    '\n',
    '\t',
    '"',
    "'",
    '\\',
    '#',
    'cd a && ',
    '$X',
    ';',
    '&&',
  ],
  ...[
    '{ "formation": { "web": {} } }',
    'formation: ',
    'run:\n  web: x\n',
    '[processes]\n',
    ' = "',
    'processes = ["',
    ']',
    '🦊',
  ],
]);

test('places hold the names, and another name there is read in the same places', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(...FILES), (text, path) => {
      const found = processNamesIn(path, text);
      let renamed = '';
      let end = 0;
      for (const { name, span } of found) {
        assert.equal(text.slice(span.start, span.end), name);
        assert.ok(span.start >= end, 'in order, none over another');
        renamed += `${text.slice(end, span.start)}x${name}`;
        end = span.end;
      }
      renamed += text.slice(end);
      assert.deepEqual(
        processNamesIn(path, renamed).map(({ name }) => name),
        found.map(({ name }) => `x${name}`),
      );
    }),
    { numRuns: 15_000 },
  );
});

for (const repeated of [
  'foreman start web ',
  'foreman start web\n',
  'heroku ps:scale a=1,',
  '"',
  'cd ',
  'web=1,',
  '[processes]\n',
  ' processes = [',
]) {
  test(`time is linear in ${JSON.stringify(repeated)}`, () => {
    for (const path of ['bin/up', 'fly.toml', 'DOKKU_SCALE'])
      assertLinear(path, repeated, (text) => processNamesIn(path, text));
  });
}
