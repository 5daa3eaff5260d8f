import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before } from 'node:test';
import { build } from 'esbuild';
import { LANGUAGES } from '../../server/src/languages/index.ts';
import { assetFile } from '../support/grammars.ts';

export type Outcome = { readonly exit: number | null; readonly output: string; readonly messages: string };

const folder = path.resolve(`out/cli-${process.pid}`);
const temporary: string[] = [];

/** Bundles the command line before the tests of a file, and cleans up after them. */
export function bundleCommandLine(): void {
  before(async () => {
    mkdirSync(folder, { recursive: true });
    await build({
      entryPoints: { cli: 'server/src/cli/main.ts', server: 'server/src/node/server-main.ts' },
      outdir: folder,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      mainFields: ['module', 'main'],
      alias: { 'web-tree-sitter': path.resolve('node_modules/web-tree-sitter/web-tree-sitter.cjs') },
      logLevel: 'warning',
    });
    for (const asset of new Set(['web-tree-sitter.wasm', ...LANGUAGES.map(({ grammar }) => grammar)])) {
      symlinkSync(assetFile(asset), path.join(folder, asset));
    }
  });
  after(() => {
    for (const place of [folder, ...temporary]) rmSync(place, { recursive: true, force: true });
  });
}

/** The bundle that the tests run. */
export function commandLine(): string {
  return path.join(folder, 'cli.js');
}

type RunOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Nothing can be written to files. */
  readonly isDiskFull?: true;
};

/** Runs `twelve-factor` as a process whose output is a pipe. */
export function twelveFactor(words: readonly string[], options: RunOptions = {}): Outcome {
  const { cwd = process.cwd(), env = {}, isDiskFull } = options;
  const command = [process.execPath, commandLine(), ...words];
  const [program = '', ...rest] = isDiskFull
    ? ['/bin/sh', '-c', 'ulimit -f 0 && exec "$@"', 'sh', ...command]
    : command;
  const { status, stdout, stderr }: SpawnSyncReturns<string> = spawnSync(program, rest, {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { exit: status, output: stdout, messages: stderr };
}

/** A folder of its own with these files. */
export function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'twelve-factor-cli-'));
  temporary.push(root);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
  return root;
}

/** A copy of the sample application. */
export function copyOfLegacyShop(): string {
  const root = project({});
  cpSync('test/projects/legacy-shop', root, { recursive: true });
  return root;
}

/** A service with one error, one warning that can be fixed safely, and one that cannot be fixed. */
export const SMALL_SERVICE = {
  'package.json':
    '{ "name": "small", "scripts": { "start": "node app.js" }, "dependencies": { "express": "4" } }\n',
  'app.js': [
    "const express = require('express');",
    "const jwt = require('jsonwebtoken');",
    '',
    'const app = express();',
    "const token = (user) => jwt.sign({ user }, 'not-a-real-signing-key-3f9a');",
    "app.get('/', (request, response) => response.send(token('guest')));",
    "process.on('SIGTERM', () => server.close());",
    'const server = app.listen(3000);',
    '',
  ].join('\n'),
  Dockerfile: 'FROM node:latest\nCOPY . .\nCMD ["node", "app.js"]\n',
} as const;

export type JsonFinding = {
  readonly rule: string;
  readonly factor: string | null;
  readonly severity: string;
  readonly path: string;
  readonly range: Record<'start' | 'end', { readonly line: number; readonly character: number }>;
  readonly message: string;
  readonly fixes: readonly { readonly title: string; readonly kind: string }[];
};

export type JsonReport = {
  readonly version: number;
  readonly root: string;
  readonly files: number;
  readonly findings: readonly JsonFinding[];
  readonly suppressed: { readonly comments: number; readonly baseline: number };
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly failures: readonly unknown[];
  readonly scorecard: {
    readonly score: number | null;
    readonly factors: readonly {
      readonly slug: string;
      readonly state: string;
      readonly suppressed: number;
      readonly counts: Readonly<Record<string, number>>;
    }[];
    readonly projects: readonly { readonly root: string; readonly kind: string }[];
  };
  readonly baseline?: { readonly file: string; readonly unused: readonly { readonly path: string }[] };
  readonly fixed?: readonly { readonly path: string; readonly findings: number }[];
};

/** The report of `check --format json`. */
export function jsonReport(words: readonly string[], options?: RunOptions): JsonReport {
  const { output, messages } = twelveFactor(['check', '--format', 'json', ...words], options);
  try {
    return JSON.parse(output) as JsonReport;
  } catch {
    throw new Error(`This is not one JSON document:\n${output}\n${messages}`);
  }
}

/** `path: rule` of each finding. */
export function rulesFound(report: JsonReport): string[] {
  return report.findings.map(({ path: place, rule }) => `${place}: ${rule}`);
}
