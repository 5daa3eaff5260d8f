import type { ScorecardReport, WireRange } from '../protocol.ts';

/** What the extension tells the page. */
export type ToPage = {
  readonly type: 'show';
  readonly state: 'starting' | 'running' | 'stopped';
  /** Undefined before the first answer of the server. */
  readonly report: ScorecardReport | undefined;
  /** Paths as people read them, by the uris of the report. */
  readonly paths: Readonly<Record<string, string>>;
};

/** What the page asks of the extension. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'open'; readonly uri: string; readonly range: WireRange }
  | { readonly type: 'scan' }
  | { readonly type: 'restart' };
