import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DotenvFile, dialectOf, readDotenvFiles } from '../../server/src/workspace/dotenv-files.ts';

test('later files win, and references find earlier files and the environment', () => {
  const files: readonly DotenvFile[] = [
    { path: '.env', text: 'HOST=one\nNAME=file\n', dialect: 'ruby-dotenv' },
    { path: '.env.local', text: 'HOST=two\nURL=http://${HOST}/${NAME}\n', dialect: 'ruby-dotenv' },
  ];
  const { values, notes } = readDotenvFiles(files, { NAME: 'real' });
  assert.deepEqual(Object.fromEntries(values), { HOST: 'two', NAME: 'file', URL: 'http://two/real' });
  assert.deepEqual(notes, []);
});

test('a command is not run, and the note says its key but no value', () => {
  const text = 'TOKEN=$(cat not-a-real-secret)\nKEPT=1\n';
  const files: readonly DotenvFile[] = [{ path: '.env', text, dialect: 'ruby-dotenv' }];
  const { values, notes } = readDotenvFiles(files, {});
  assert.deepEqual([...values], [['KEPT', '1']]);
  assert.equal(notes.length, 1);
  assert.match(notes[0] ?? '', /^\.env: TOKEN comes from a command, which is not run\./);
  assert.doesNotMatch(notes[0] ?? '', /not-a-real-secret/);
});

test('a file that its dialect refuses is named with the line', () => {
  const text = 'A=1\nB="never closed\n';
  const files: readonly DotenvFile[] = [{ path: '.env', text, dialect: 'godotenv' }];
  const { notes } = readDotenvFiles(files, {});
  assert.match(notes[0] ?? '', /^\.env, line 2: godotenv refuses it because of a quote that is not closed\./);
});

test('the dialect is that of the library, or of what runs the Procfile', () => {
  const texts: Readonly<Record<string, string>> = {
    'requirements.txt': 'python-dotenv==1.2\n',
  };
  assert.equal(
    dialectOf('.env', (path) => texts[path]),
    'python-dotenv',
  );
  assert.equal(
    dialectOf('.env', () => undefined),
    'foreman',
  );
});
