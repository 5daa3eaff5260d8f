import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDockerfile } from '../../server/src/formats/dockerfile.ts';
import type { Span } from '../../server/src/model/span.ts';

function parse(text: string) {
  const document = parseDockerfile('Dockerfile', text);
  const at = (span: Span | undefined) => span && text.slice(span.start, span.end);
  return { ...document, at };
}

test('stages have their images, names and bases', () => {
  const { stages, at } = parse(
    [
      'ARG NODE_VERSION=20',
      'ARG REGISTRY',
      'FROM --platform=$BUILDPLATFORM node:${NODE_VERSION}-slim AS Build',
      'RUN npm ci',
      'FROM build as test',
      'from $REGISTRY/app:latest',
      'FROM scratch@sha256:abc',
      'FROM ${BASE:-alpine:3.20}',
    ].join('\n'),
  );
  assert.deepEqual(
    stages.map(({ image, imageSpan, resolvedImage, base, platform, name, final }) => {
      assert.equal(at(imageSpan), image);
      return { image, resolvedImage, base, platform, name, final };
    }),
    [
      {
        image: 'node:${NODE_VERSION}-slim',
        resolvedImage: 'node:20-slim',
        base: undefined,
        platform: '$BUILDPLATFORM',
        name: 'Build',
        final: false,
      },
      { image: 'build', resolvedImage: 'build', base: 0, platform: undefined, name: 'test', final: false },
      {
        image: '$REGISTRY/app:latest',
        resolvedImage: undefined,
        base: undefined,
        platform: undefined,
        name: undefined,
        final: false,
      },
      {
        image: 'scratch@sha256:abc',
        resolvedImage: 'scratch@sha256:abc',
        base: undefined,
        platform: undefined,
        name: undefined,
        final: false,
      },
      {
        image: '${BASE:-alpine:3.20}',
        resolvedImage: 'alpine:3.20',
        base: undefined,
        platform: undefined,
        name: undefined,
        final: true,
      },
    ],
  );
  assert.equal(at(stages[1]?.span), 'FROM build as test\n');
});

const FORMS: [written: string, form: 'exec' | 'shell', words: string[]][] = [
  ['CMD ["node", "server.js"]', 'exec', ['node', 'server.js']],
  ['cmd [ "node" ,"a \\"b\\".js" ]', 'exec', ['node', 'a "b".js']],
  ['ENTRYPOINT []', 'exec', []],
  ['CMD ["sh", "-c", "exec node . --port $PORT"]', 'exec', ['sh', '-c', 'exec node . --port $PORT']],
  ['CMD [ \\\n  "node", \\\n  # why not\n  "server.js" \\\n]', 'exec', ['node', 'server.js']],
  // BuildKit reads one JSON value and ignores the rest.
  ['CMD ["node"] && echo', 'exec', ['node']],
  ["CMD ['node', 'server.js']", 'shell', ['[node,', 'server.js]']],
  ['CMD ["node", "server.js"', 'shell', ['[node,', 'server.js']],
  ['CMD ["node", 1]', 'shell', ['[node,', '1]']],
  ['CMD [["node"]]', 'shell', ['[[node]]']],
  ['CMD [-f app.js] || exit 1', 'shell', ['[-f', 'app.js]', '||', 'exit', '1']],
  ['CMD node server.js', 'shell', ['node', 'server.js']],
  [
    'CMD exec gunicorn \\\n    --bind "0.0.0.0:$PORT" \\\n    app:app',
    'shell',
    ['exec', 'gunicorn', '--bind', '0.0.0.0:$PORT', 'app:app'],
  ],
  ["CMD sh -c 'a b'", 'shell', ['sh', '-c', 'a b']],
  ['CMD', 'shell', []],
  ['CMD   ', 'shell', []],
];

test('commands are in exec or shell form as Docker sees them', () => {
  for (const [written, form, words] of FORMS) {
    for (const text of [`FROM a\n${written}`, `FROM a\r\n${written.replaceAll('\n', '\r\n')}\r\n`]) {
      const [command] = parse(text).commands;
      assert.equal(command?.form, form, written);
      assert.deepEqual(command?.words, words, written);
    }
  }
});

test('a command knows its arguments, its stage and whether it is in effect', () => {
  const { commands, at } = parse(
    'CMD early\nFROM a AS b\nCMD one\nFROM b\nCMD two  \nENTRYPOINT run "x y"\nCMD ["three"]\n',
  );
  assert.deepEqual(
    commands.map(({ instruction, argumentsSpan, stage, effective }) => [
      instruction,
      at(argumentsSpan),
      stage,
      effective,
    ]),
    [
      ['CMD', 'early', -1, true],
      ['CMD', 'one', 0, true],
      ['CMD', 'two', 1, false],
      ['ENTRYPOINT', 'run "x y"', 1, true],
      ['CMD', '["three"]', 1, true],
    ],
  );
  assert.equal(at(commands[3]?.span), 'ENTRYPOINT run "x y"');
});

test('commands that only look like one are not read', () => {
  const { commands } = parse(
    'FROM a\nHEALTHCHECK CMD curl localhost\nONBUILD CMD node .\n# CMD node .\nRUN <<EOF\nCMD in-heredoc\nEOF\nRUN echo \\\n CMD no\n',
  );
  assert.deepEqual(commands, []);
});

test('the escape directive changes the continuation', () => {
  const { commands } = parse('# escape=`\nFROM a\nCMD node `\n  C:\\app\\server.js\n');
  assert.equal(commands[0]?.command, 'node   C:\\app\\server.js');
});

test('variables have names and values', () => {
  const { variables, at } = parse(
    'ARG VERSION\nARG TAG=1\nFROM a\nENV A=1 B="two words" \\\n  C=3\nENV OLD old form of it\nENV EMPTY=\n',
  );
  assert.deepEqual(
    variables.map(({ instruction, name, nameSpan, value, valueSpan, stage }) => {
      assert.equal(at(nameSpan), name);
      return [instruction, name, value, at(valueSpan), stage];
    }),
    [
      ['ARG', 'VERSION', undefined, undefined, -1],
      ['ARG', 'TAG', '1', '1', -1],
      ['ENV', 'A', '1', '1', 0],
      ['ENV', 'B', 'two words', '"two words"', 0],
      ['ENV', 'C', '3', '3', 0],
      ['ENV', 'OLD', 'old form of it', 'old form of it', 0],
      ['ENV', 'EMPTY', '', '', 0],
    ],
  );
});

test('copies, ports, signals, the shell and comments are read', () => {
  const document = parse(
    '# first\nFROM a\nSHELL ["bash", "-c"]\nCOPY --from=build --chown=a /src /app/\nADD ["a b", "c", "/d"]\nCOPY <<EOF /e\nx\nEOF\nEXPOSE 80 $PORT 53/udp\nSTOPSIGNAL SIGQUIT\n  # second\n',
  );
  assert.deepEqual(
    document.copies.map(({ instruction, sources, destination, from }) => [
      instruction,
      sources,
      destination,
      from,
    ]),
    [
      ['COPY', ['/src'], '/app/', 'build'],
      ['ADD', ['a b', 'c'], '/d', undefined],
      ['COPY', [], '/e', undefined],
    ],
  );
  assert.deepEqual(
    document.ports.map(({ port, span }) => [port, document.at(span)]),
    [
      ['80', '80'],
      ['$PORT', '$PORT'],
      ['53/udp', '53/udp'],
    ],
  );
  assert.deepEqual(
    document.stopSignals.map(({ signal }) => signal),
    ['SIGQUIT'],
  );
  assert.equal(document.hasShellInstruction, true);
  assert.deepEqual(document.comments.map(document.at), ['# first', '# second']);
});

/** Every span anywhere in a document. */
function spansIn(value: unknown): Span[] {
  if (typeof value !== 'object' || value === null) return [];
  const { start, end } = value as Partial<Span>;
  if (typeof start === 'number' && typeof end === 'number') return [{ start, end }];
  return Object.values(value).flatMap(spansIn);
}

function assertSound(text: string) {
  for (const { start, end } of spansIn(parseDockerfile('Dockerfile', text))) {
    assert.ok(0 <= start && start <= end && end <= text.length, `${start}-${end} in ${JSON.stringify(text)}`);
  }
}

test('any text gives a document with spans inside it', () => {
  const piece = fc.constantFrom(
    ...'FROM|CMD|ENTRYPOINT|ENV|ARG|COPY|ADD|RUN|SHELL|EXPOSE|STOPSIGNAL|ONBUILD|HEALTHCHECK|LABEL|# escape=`|#'.split(
      '|',
    ),
    ...[
      '\\',
      '`',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '\t',
      '"',
      "'",
      '[',
      ']',
      ',',
      '=',
      '$',
      '${',
      '}',
      '<<EOF',
      'EOF',
      '--from=',
    ],
    ...['--platform=x', 'AS', 'a', 'node:20', '🐳', '\uFEFF', '\0', '/', ':', '@', ':-', '<<-', '"a"', 'A=1'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => assertSound(pieces.join(''))),
    { numRuns: 3000 },
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), assertSound), { numRuns: 500 });
});

test('a long file is read in time', () => {
  const start = performance.now();
  parseDockerfile(
    'Dockerfile',
    `FROM a\nRUN a \\\n${'  && apt-get install -y something \\\n'.repeat(5000)}  && b\n`,
  );
  parseDockerfile('Dockerfile', `FROM a\n${'CMD node server.js\n'.repeat(5000)}`);
  assert.ok(performance.now() - start < 3000);
});
