import { type CodeLens, commands, extensions, Selection, type TextEditor, tasks, window } from 'vscode';
import {
  findingAppears,
  findingDisappears,
  findingsOf,
  openFile,
  replaceText,
  setText,
  startedExtension,
} from './editor.ts';
import { assert, assertEqual, eventually } from './expect.ts';
import { formatCases } from './format-cases.ts';
import { RUNS_IN_NODE, runningCases } from './running-cases.ts';
import { variableCases } from './variable-cases.ts';

const HARDCODED_PORT = 'port-binding/hardcoded-port';
const LISTENS_ON_3000 = 'app.listen(3000)';
const READS_PORT = 'process.env.PORT';

/** In this order: each leaves the documents as it found them. */
export const cases: Readonly<Record<string, () => Promise<void>>> = {
  'is active with the workspace and its server answers': async () => {
    const api = await startedExtension();
    assert(extensions.getExtension('twelve-factor.twelve-factor')?.isActive, 'The extension is not active');
    assert(await api.report(), 'The server gave no report');
  },

  'knows a Procfile by its name': async () => {
    assertEqual((await openFile('Procfile')).document.languageId, 'procfile', 'Procfile');
    assertEqual((await openFile('Procfile.dev')).document.languageId, 'procfile', 'Procfile.dev');
    assertEqual((await openFile('Procfile.md')).document.languageId, 'markdown', 'Procfile.md');
    assertEqual((await openFile('.env.example')).document.languageId, 'dotenv', '.env.example');
  },

  'has every command that package.json contributes': async () => {
    const { contributes } = extensions.getExtension('twelve-factor.twelve-factor')?.packageJSON ?? {};
    const contributed: string[] = contributes.commands.map(({ command }: { command: string }) => command);
    assert(contributed.length >= 5, `Only ${contributed.length} commands are contributed`);
    const known = new Set(await commands.getCommands());
    assertEqual(
      contributed.filter((command) => !known.has(command)),
      [],
      'Commands without an implementation',
    );
  },

  'says why a Procfile cannot be run in a browser, and offers no lens there': async () => {
    const { document } = await openFile('Procfile');
    if (RUNS_IN_NODE) return;
    for (const name of ['runProcfile', 'restartProcess', 'stopProcess', 'stopAllProcesses']) {
      const said = await commands.executeCommand<string>(`twelveFactor.${name}`);
      assert(/cannot be started in a browser/.test(said), `${name} said: ${said}`);
    }
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    const titles = lenses.map(({ command }) => command?.title ?? '');
    assertEqual(
      titles.filter((title) => /Run|Stop|Restart/.test(title)),
      [],
      'Code lenses',
    );
    assertEqual(await tasks.fetchTasks({ type: 'procfile' }), [], 'Tasks');
  },

  'shows a finding, and takes it away with an edit': async () => {
    const editor = await openFile('server.js');
    const finding = await findingAppears(editor, HARDCODED_PORT);
    assertEqual(editor.document.getText(finding.range).includes('3000'), true, 'The finding is at the port');
    assert(typeof finding.code === 'object', 'The finding does not link to its page');
    await replaceText(editor, '3000', READS_PORT);
    await findingDisappears(editor, HARDCODED_PORT);
    await replaceText(editor, READS_PORT, '3000');
    await findingAppears(editor, HARDCODED_PORT);
  },

  'shows findings in files that are not open': async () => {
    const api = await startedExtension();
    const report = await eventually('the scan ends', async () => {
      const now = await api.report();
      return now && !now.scanning && now;
    });
    const rules = (name: string) =>
      report.findings.filter(({ uri }) => uri.endsWith(`/${name}`)).map(({ rule }) => rule);
    assertEqual(rules('worker.py'), ['logs/log-file'], 'The findings in worker.py');
    assertEqual(
      rules('Dockerfile'),
      ['build-release-run/mutable-image-tag'],
      'The findings in the Dockerfile',
    );
    assertEqual(report.skipped, [], 'What was skipped');
  },

  'mends a finding by a quick fix, and undo takes it back': async () => {
    const editor = await openFile('server.js');
    const before = editor.document.getText();
    const finding = await findingAppears(editor, HARDCODED_PORT);
    editor.selection = new Selection(finding.range.start, finding.range.start);
    await commands.executeCommand('editor.action.codeAction', { kind: 'quickfix', apply: 'first' });
    await eventually('the port is read from the environment', () => reads(editor));
    await findingDisappears(editor, HARDCODED_PORT);
    await commands.executeCommand('undo');
    assertEqual(editor.document.getText(), before, 'The text after undo');
  },

  'mends all safe findings on save': async () => {
    const editor = await openFile('server.js');
    const before = editor.document.getText();
    await setText(editor, `${before}// Changed\n`);
    await findingAppears(editor, HARDCODED_PORT);
    assert(await editor.document.save(), 'The document was not saved');
    assert(reads(editor), `Not mended on save:\n${editor.document.getText()}`);
    await findingDisappears(editor, HARDCODED_PORT);
    await setText(editor, before);
    await findingAppears(editor, HARDCODED_PORT);
  },

  'mends all safe findings by its command': async () => {
    const editor = await openFile('server.js');
    const before = editor.document.getText();
    await findingAppears(editor, HARDCODED_PORT);
    await commands.executeCommand('twelveFactor.fixAllSafe');
    await eventually('the port is read from the environment', () => reads(editor));
    await setText(editor, before);
    await findingAppears(editor, HARDCODED_PORT);
  },

  ...formatCases,
  ...variableCases,

  'answers again after a restart of its server': async () => {
    const api = await startedExtension();
    const editor = await openFile('server.js');
    await commands.executeCommand('twelveFactor.restartServer');
    await findingAppears(editor, HARDCODED_PORT);
    assertEqual(findingsOf(editor, HARDCODED_PORT).length, 1, 'Findings after the restart');
    assert(await api.report(), 'The server gave no report');
  },

  'keeps a scorecard of the twelve factors': async () => {
    const api = await startedExtension();
    await commands.executeCommand('twelveFactor.scanWorkspace');
    const report = await eventually('the scan ends', async () => {
      const now = await api.report();
      return now && !now.scanning && now;
    });
    const states = new Map(report.scorecard.factors.map(({ slug, state }) => [slug, state]));
    assertEqual(states.size, 12, 'The number of factors');
    assertEqual(states.get('port-binding'), 'failed', 'Factor VII');
    assertEqual(states.get('logs'), 'failed', 'Factor XI');
    assert(report.scorecard.score !== null, 'The workspace has no score');
    await commands.executeCommand('twelveFactor.showScorecard');
    await eventually('the scorecard is a tab', () =>
      window.tabGroups.all.some(({ activeTab }) => activeTab?.label === 'Scorecard'),
    );
  },

  // Last: a task saves all documents.
  ...runningCases,
};

function reads(editor: TextEditor): boolean {
  const text = editor.document.getText();
  return text.includes(READS_PORT) && !text.includes(LISTENS_ON_3000);
}
