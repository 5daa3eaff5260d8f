/**
 * What the client and the server say to each other beyond LSP. The server holds the same declarations in
 * `server/src/lsp/protocol.ts`; a test compares the two files. Everything here is plain JSON.
 */
import type { FactorSlug } from '../factors.ts';
import type { TemplateEntry } from '../formats/variables/template.ts';
import type { Confidence, Severity } from '../model/finding.ts';
import type { Scorecard, ScoredFactor } from '../model/scorecard.ts';
import type { ReportedProject } from '../workspace/variables-report.ts';

/** Lines and characters from 0, characters in UTF-16 code units, as in LSP. */
export type WirePosition = { readonly line: number; readonly character: number };
export type WireRange = { readonly start: WirePosition; readonly end: WirePosition };

/** Sent as `initializationOptions`. Absent in other editors: the server then reads and watches by itself. */
export type InitializationOptions = {
  /** Files are to be listed and read by `listFiles` and `readFile` (browser, virtual workspace), not from disk. */
  readonly filesByClient: boolean;
  /** The client sends `workspace/didChangeWatchedFiles`: the server registers no watchers of its own. */
  readonly watchedByClient: boolean;
};

/* From the client to the server */

/** Request without parameters, answered with {@link ScorecardReport}; before the first scan with what is known. */
export const SCORECARD = 'twelveFactor/scorecard';

export type WireFinding = {
  readonly rule: string;
  readonly factor: FactorSlug;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly uri: string;
  readonly range: WireRange;
  readonly message: string;
  /** Titles of its fixes, safe ones first. */
  readonly fixes: readonly { readonly title: string; readonly kind: 'safe' | 'suggested' }[];
};

export type WireEvidence = { readonly uri: string; readonly range: WireRange; readonly text: string };

export type WireFactor = Omit<ScoredFactor, 'evidence'> & { readonly evidence: readonly WireEvidence[] };

export type WireScorecard = Omit<Scorecard, 'factors'> & { readonly factors: readonly WireFactor[] };

export type ScorecardReport = ScanSummary & {
  readonly scorecard: WireScorecard;
  /** Of all files, in the order of uri and position. */
  readonly findings: readonly WireFinding[];
};

/**
 * Request with `WorkDoneProgressParams` (an optional `workDoneToken`): scans every workspace folder from the
 * beginning, is answered with {@link ScanSummary} when done, and can be cancelled like any request.
 */
export const SCAN = 'twelveFactor/scan';

export type ScanSummary = {
  /** Whether a scan is under way. */
  readonly scanning: boolean;
  /** How many files were read. */
  readonly files: number;
  /** What `twelveFactor.scan.maxFiles` was when the walk stopped at it, else null. */
  readonly stoppedAt: number | null;
  /** Files that could not be analysed, with the reason in words: "larger than 1 MB". */
  readonly skipped: readonly { readonly uri: string; readonly reason: string }[];
  /** How many findings are shown. */
  readonly findingCount: number;
  /** The workspace's score, 0 to 100, or null where nothing was evaluated. */
  readonly score: number | null;
};

/* The variables of the environment */

/**
 * Request without parameters, answered with a list of {@link WireProject} in the order of the workspace folders; before
 * the first scan with what is known.
 */
export const VARIABLES = 'twelveFactor/variables';

/** Paths in it are relative to the workspace folder. It holds no value of a deploy and no secret. */
export type WireProject = ReportedProject & {
  /** Uri of the workspace folder. */
  readonly folder: string;
};

/** One project of the workspace, as {@link WireProject} names it. */
export type ProjectParams = { readonly folder: string; readonly root: string };

/**
 * Request with {@link VariableParams}, answered with what a hover says of the variable, as Markdown; null where nothing
 * is known of it any more.
 */
export const DESCRIBE_VARIABLE = 'twelveFactor/describeVariable';

export type VariableParams = ProjectParams & { readonly name: string };

/** Request with {@link ProjectParams}, answered with {@link ProjectExample}; null where the project is gone. */
export const EXAMPLE = 'twelveFactor/example';

/** The template of a project, and what it should name. Who changes it compares with the text that it changes. */
export type ProjectExample = {
  /** The template that is there, else where it belongs. */
  readonly uri: string;
  readonly entries: readonly TemplateEntry[];
};

/* From the server to the client: notifications */

/**
 * Notification with {@link ScanSummary}: a scan began or ended, or findings changed. At most one in 200 ms; the
 * client asks for {@link SCORECARD} or {@link VARIABLES} again if it shows them.
 */
export const SCORECARD_CHANGED = 'twelveFactor/scorecardChanged';

/* From the server to the client: requests, answered by `workspace.fs` */

/** Request with {@link ListFilesParams}, answered with {@link ListFilesResult}. */
export const LIST_FILES = 'twelveFactor/listFiles';

export type ListFilesParams = {
  /** Uri of a workspace folder. */
  readonly root: string;
  /** At most so many uris are returned. */
  readonly limit: number;
};

export type ListFilesResult = {
  /** Sorted uris of files below the root. `files.exclude` was applied; ignore files were not. */
  readonly uris: readonly string[];
  /** There were more than `limit`. */
  readonly stopped: boolean;
};

/** Request with {@link ReadFileParams}, answered with {@link ReadFileResult}. Never fails. */
export const READ_FILE = 'twelveFactor/readFile';

export type ReadFileParams = {
  readonly uri: string;
  /** Larger files are not read. */
  readonly maxBytes: number;
};

export type ReadFileResult =
  | { readonly kind: 'bytes'; readonly base64: string }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Request with {@link ReadAssetParams}, answered with the bytes of a file of the extension's `dist` folder in
 * base64. Fails for any other name than `*.wasm` without a slash.
 */
export const READ_ASSET = 'twelveFactor/readAsset';

export type ReadAssetParams = {
  /** `tree-sitter-python.wasm`, `web-tree-sitter.wasm` … */
  readonly name: string;
};
