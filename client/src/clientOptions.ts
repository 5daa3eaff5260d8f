import { type FileSystemWatcher, type LogOutputChannel, workspace } from 'vscode';
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  type LanguageClientOptions,
  RevealOutputChannelOn,
} from 'vscode-languageclient';
import { completionMiddleware } from './completion.ts';
import { countDeaths } from './deaths.ts';
import type { InitializationOptions } from './protocol.ts';

/** No scheme: virtual and unsaved documents count, too. */
export const DOCUMENT_SELECTOR: ({ language: string } | { pattern: string })[] = [
  { language: 'javascript' },
  { language: 'javascriptreact' },
  { language: 'typescript' },
  { language: 'typescriptreact' },
  { language: 'python' },
  { language: 'dockerfile' },
  { language: 'dotenv' },
  { language: 'procfile' },
  // Other extensions give these files other languages.
  { pattern: '**/.env*' },
  { pattern: '**/*.env' },
  // Manifests that name variables; YAML has a language of its own for each in other extensions.
  { pattern: '**/*.{yml,yaml}' },
  { pattern: '**/{package,app}.json' },
  { pattern: '**/{fly,wrangler,netlify,nixpacks}.toml' },
  { pattern: '**/*.{sh,bash,vue,svelte,astro,prisma}' },
  { pattern: '**/{Makefile,DOKKU_SCALE,.foreman,.overmind.env}' },
  { pattern: '**/.twelve-factor.json' },
];

/** Files whose change on disk can change a finding: code, manifests, what says how the application is run. */
const WATCHED = `**/{${[
  '*.{js,cjs,mjs,jsx,ts,cts,mts,tsx,py,pyi}',
  'Procfile,Procfile.*,*.procfile',
  '.env,.env.*',
  '*Dockerfile,Dockerfile.*,Containerfile,*.dockerfile',
  '*.{yml,yaml}',
  '*.env,*.{sh,bash,vue,svelte,astro,prisma,mk,conf,template,tmpl,service,ini,cfg}',
  'package.json,pyproject.toml,setup.py,setup.cfg,requirements*.txt,Pipfile',
  'app.json,heroku.yml,manifest.yml,manifest.yaml,project.toml,scalingo.json,DOKKU_SCALE,Buildfile',
  'railway.json,railway.toml,railpack.json,nixpacks.toml,wrangler.toml,netlify.toml,render.yaml,fly.toml',
  '.foreman,.forego,.goreman,.overmind.env,Gemfile,Makefile,bin/dev',
  '.twelve-factor.json,.gitignore',
].join(',')}}`;

export function watchFiles(): FileSystemWatcher[] {
  return [
    workspace.createFileSystemWatcher(WATCHED, false, false, true),
    // A deleted folder is one event that names the folder only.
    workspace.createFileSystemWatcher('**', true, true, false),
  ];
}

/**
 * Restarts a server that died, until it dies too often; then calls `onGivenUp`. Everything goes to the log: the
 * status item shows the state, and a message box per death helps nobody.
 */
function restartingErrorHandler(onGivenUp: () => void): ErrorHandler {
  const diesTooOften = countDeaths(Date.now);
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      if (!diesTooOften()) return { action: CloseAction.Restart, handled: true };
      onGivenUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

export type ClientSettings = {
  readonly output: LogOutputChannel;
  readonly watchers: FileSystemWatcher[];
  readonly filesByClient: boolean;
  /** The server died too often. */
  readonly onGivenUp: () => void;
};

export function clientOptions(settings: ClientSettings): LanguageClientOptions {
  const { output, watchers, filesByClient, onGivenUp } = settings;
  const initializationOptions: InitializationOptions = { filesByClient, watchedByClient: true };
  return {
    documentSelector: DOCUMENT_SELECTOR,
    initializationOptions,
    synchronize: { fileEvents: watchers },
    outputChannel: output,
    traceOutputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    errorHandler: restartingErrorHandler(onGivenUp),
    middleware: completionMiddleware,
    diagnosticCollectionName: 'twelve-factor',
  };
}
