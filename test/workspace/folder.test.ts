import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { createAnalyzer } from '../../server/src/engine/analysis.ts';
import type { Configuration } from '../../server/src/engine/configuration.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import { OBSERVERS, RULES } from '../../server/src/rules/index.ts';
import { selectFiles } from '../../server/src/workspace/files.ts';
import { createFolder, type Folder } from '../../server/src/workspace/folder.ts';
import type { FileContent, Host } from '../../server/src/workspace/host.ts';
import { run, runNow, type Task } from '../../server/src/workspace/task.ts';
import { loadGrammars } from '../support/grammars.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

const SERVER = "require('http').createServer().listen(3000);\nprocess.on('SIGTERM', () => {});\n";
const MENDED = SERVER.replace('3000', 'process.env.PORT');

/** A folder over files in memory, and what was read of them. */
function start(files: Map<string, string>, settings: Partial<Configuration> = {}, isLater = false) {
  const reads: string[] = [];
  const answer = <T>(value: T): T | Promise<T> => (isLater ? Promise.resolve(value) : value);
  const host: Host = {
    list(options) {
      const ignoreFiles = new Map([...files].filter(([path]) => path.endsWith('.gitignore')));
      return answer(selectFiles(files.keys(), ignoreFiles, options));
    },
    read(path, isNeeded) {
      reads.push(path);
      const text = files.get(path);
      const content: FileContent =
        text === undefined
          ? { kind: 'skipped', reason: 'vanished' }
          : isNeeded && !isNeeded(Buffer.from(text))
            ? { kind: 'unneeded' }
            : { kind: 'text', text };
      return answer(content);
    },
  };
  const analyzer = createAnalyzer(grammars, RULES, OBSERVERS);
  return { folder: createFolder({ rules: RULES, grammars, analyzer }, host, settings), reads };
}

const filesOf = (entries: Record<string, string>) => new Map(Object.entries(entries));

/** The files with findings. */
function found({ workspace }: Folder): readonly string[] {
  return [...new Set(workspace.report().findings.map(({ path }) => path))];
}

describe('a scan', () => {
  test('of a host that answers at once never waits', () => {
    const { folder } = start(filesOf({ 'a.js': SERVER, 'b.js': MENDED }));
    const { files, stoppedAt } = runNow(folder.scan());
    assert.deepEqual([files, stoppedAt, found(folder)], [2, undefined, ['a.js']]);
    assert.ok(folder.has('b.js') && !folder.has('c.js'));
  });

  test('of one that answers later finds the same', async () => {
    const files = filesOf({
      'a.js':
        "const { port } = require('./b');\nrequire('http').createServer().listen(port);\nprocess.on('SIGTERM', f);\n",
      'b.js': "module.exports = require('./c');\n",
      'c.js': 'exports.port = 3000;\n',
      'd.js': SERVER,
    });
    const [now, later] = [start(files).folder, start(files, {}, true).folder];
    runNow(now.scan());
    await run(later.scan());
    assert.deepEqual(later.workspace.report().findings, now.workspace.report().findings);
    assert.deepEqual(found(later), ['a.js', 'd.js']);
  });

  test('tells its progress and where it stopped', () => {
    const { folder } = start(filesOf({ 'a.js': '', 'b.js': '', 'c.js': '' }), { maxFiles: 2 });
    const progress: string[] = [];
    const result = runNow(folder.scan((done, total) => progress.push(`${done}/${total}`)));
    assert.deepEqual(result, { files: 2, stoppedAt: 2 });
    assert.deepEqual(progress, ['1/2', '2/2']);
  });

  test('reads the configuration file first', () => {
    const files = filesOf({
      '.twelve-factor.json': '{ "exclude": ["old"], "nonsense": 1 }',
      'old/a.js': SERVER,
      'a.js': SERVER,
    });
    const { folder, reads } = start(files, { exclude: ['lib'] });
    runNow(folder.scan());
    assert.deepEqual(found(folder), ['.twelve-factor.json', 'a.js']);
    assert.ok(!reads.includes('old/a.js'));
    assert.deepEqual(folder.workspace.configuration.exclude, ['lib', 'old']);
  });

  test('forgets what is gone', () => {
    const files = filesOf({ 'a.js': SERVER, 'b.js': SERVER });
    const { folder } = start(files);
    runNow(folder.scan());
    files.delete('a.js');
    runNow(folder.scan());
    assert.deepEqual(found(folder), ['b.js']);
  });

  test('that is cut short leaves what was found', async () => {
    const { folder } = start(filesOf({ 'a.js': SERVER, 'b.js': SERVER, 'c.js': SERVER }));
    let files = 0;
    const task = run(folder.scan(), () => {
      if (++files === 2) throw new Error('cancelled');
      return undefined;
    });
    await assert.rejects(task, /cancelled/);
    assert.deepEqual(found(folder), ['a.js', 'b.js']);
    runNow(folder.scan());
    assert.deepEqual(found(folder), ['a.js', 'b.js', 'c.js']);
  });
});

describe('files that change', () => {
  test('are read again, and those that import them', () => {
    const files = filesOf({
      'a.js':
        "const { port } = require('./b');\nrequire('http').createServer().listen(port);\nprocess.on('SIGTERM', f);\n",
      'b.js': 'exports.port = 3000;\n',
      'c.js': SERVER,
    });
    const { folder, reads } = start(files);
    runNow(folder.scan());
    assert.deepEqual(found(folder), ['a.js', 'c.js']);
    reads.length = 0;
    files.set('b.js', 'exports.port = process.env.PORT;\n');
    runNow(folder.refresh(['b.js']));
    assert.deepEqual(found(folder), ['c.js']);
    assert.ok(reads.includes('a.js') && !reads.includes('c.js'));
    files.delete('b.js');
    runNow(folder.refresh(['b.js']));
    assert.deepEqual(found(folder), ['c.js']);
    files.set('b.js', 'exports.port = 4000;\n');
    runNow(folder.refresh(['b.js', 'a.js']));
    assert.deepEqual(found(folder), ['a.js', 'c.js']);
  });

  test('are not taken in where a scan would not find them', () => {
    const files = filesOf({
      '.gitignore': '/built\n*.draft.js\n',
      'a.js': '',
      'src/.gitignore': '!keep.draft.js\n',
    });
    const { folder } = start(files, { exclude: ['old/**', 'third'] });
    runNow(folder.scan());
    const added = [
      'built/a.js',
      'old/a.js',
      'third/x/a.js',
      'x.draft.js',
      'node_modules/x/a.js',
      '.git/a.js',
    ];
    const taken = ['src/a.js', 'src/keep.draft.js', 'src/built/a.js'];
    for (const path of [...added, ...taken]) files.set(path, SERVER);
    runNow(folder.refresh([...added, ...taken]));
    assert.deepEqual(found(folder).toSorted(), taken.toSorted());
    runNow(folder.scan());
    assert.deepEqual(found(folder).toSorted(), taken.toSorted(), 'as a scan says');
  });

  test('and decide what a project is change what applies to it', () => {
    const files = filesOf({
      'package.json': '{ "name": "x", "scripts": { "start": "node a.js" } }',
      'a.js': SERVER,
    });
    const { folder } = start(files);
    runNow(folder.scan());
    assert.deepEqual(found(folder), ['a.js']);
    files.set('.twelve-factor.json', '{ "projects": { ".": "library" } }');
    runNow(folder.refresh(['.twelve-factor.json']));
    runNow(folder.configure({}));
    assert.deepEqual(found(folder), []);
  });
});

describe('texts that an editor holds', () => {
  test('are read instead of the files, by all', () => {
    const files = filesOf({
      'a.js':
        "const { port } = require('./b');\nrequire('http').createServer().listen(port);\nprocess.on('SIGTERM', f);\n",
      'b.js': 'exports.port = 3000;\n',
    });
    const { folder } = start(files);
    runNow(folder.scan());
    folder.setOpen('b.js', { text: 'exports.port = process.env.PORT;\n' });
    runNow(folder.refresh(['b.js']));
    assert.deepEqual(found(folder), []);
    assert.equal(runNow(folder.read('b.js')), 'exports.port = process.env.PORT;\n');
    runNow(folder.scan());
    assert.deepEqual(found(folder), []);
    folder.setClosed('b.js');
    runNow(folder.refresh(['b.js']));
    assert.deepEqual(found(folder), ['a.js']);
  });

  test('are analysed at once where nothing must be awaited', () => {
    const { folder } = start(new Map());
    assert.equal(folder.setOpen('a.js', { text: SERVER })?.reports.length, 1);
    assert.deepEqual(found(folder), ['a.js']);
    assert.equal(folder.setOpen('notes.txt', { text: SERVER }), undefined);
    assert.equal(folder.setOpen('large.js', { text: SERVER + ' '.repeat(1_048_576) }), undefined);
    runNow(folder.refresh(['large.js']));
    assert.deepEqual(folder.workspace.report().skipped, [{ path: 'large.js', reason: 'larger than 1 MB' }]);
  });

  test('are awaited where a module is, and the last text counts', async () => {
    const importing = (from: string) =>
      `const { port } = require('./${from}');\nrequire('http').createServer().listen(port);\nprocess.on('SIGTERM', f);\n`;
    const files = filesOf({
      'a.js': '',
      'b.js': 'exports.port = 3000;\n',
      'c.js': 'exports.port = process.env.PORT;\n',
    });
    const { folder } = start(files, {}, true);
    await run(folder.scan());
    assert.equal(folder.setOpen('a.js', { text: importing('b') }), undefined);
    const first: Task<void> = folder.refresh(['a.js']);
    first.next();
    folder.setOpen('a.js', { text: `\n\n${importing('b')}` });
    await run(folder.refresh(['a.js']));
    await run(first);
    const [finding] = folder.workspace.findingsOf('a.js');
    assert.equal(finding?.span.start, `\n\n${importing('b')}`.indexOf("require('http"));
    folder.setOpen('a.js', { text: importing('c') });
    await run(folder.refresh(['a.js']));
    assert.deepEqual(found(folder), []);
  });

  test('that were never saved are gone when they are closed', () => {
    const { folder } = start(new Map());
    runNow(folder.scan());
    folder.setOpen('new.js', { text: SERVER });
    runNow(folder.refresh(['new.js']));
    assert.ok(folder.has('new.js'));
    folder.setClosed('new.js');
    runNow(folder.refresh(['new.js']));
    assert.deepEqual([found(folder), folder.has('new.js')], [[], false]);
  });

  test('that are excluded show nothing', () => {
    const { folder } = start(filesOf({ 'old/a.js': SERVER }), { exclude: ['old'] });
    runNow(folder.scan());
    assert.equal(folder.setOpen('old/a.js', { text: SERVER }), undefined);
    runNow(folder.refresh(['old/a.js']));
    assert.deepEqual(found(folder), []);
    runNow(folder.configure({ exclude: [] }));
    runNow(folder.refresh(['old/a.js']));
    assert.deepEqual(found(folder), ['old/a.js']);
    runNow(folder.configure({ exclude: ['old'] }));
    assert.deepEqual(found(folder), []);
  });
});
