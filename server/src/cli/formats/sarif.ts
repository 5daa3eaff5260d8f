import { version } from '../../../../package.json';
import { HOME_PAGE, ruleFamily, rulePage } from '../../engine/rule-page.ts';
import { factorOf } from '../../factors.ts';
import type { Severity } from '../../model/finding.ts';
import type { Range } from '../../model/line-index.ts';
import type { CheckReport, ReportedFinding, SuppressedBy } from '../report.ts';
import { type DescribedRule, describedRules } from '../rule-descriptions.ts';
import type { System } from '../system.ts';

/** The base that all paths are relative to. */
const ROOT = 'ROOT';

/** SARIF knows three levels (section 3.27.10). */
const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** A log of the Static Analysis Results Interchange Format 2.1.0. Lines and columns from 1. */
export function printSarif(report: CheckReport, system: Pick<System, 'fileUri'>): string {
  const rules = describedRules();
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const toResult = (finding: ReportedFinding, by?: SuppressedBy) => {
    const occurrence = occurrences.get(`${finding.path}\0${finding.fingerprint}`) ?? 0;
    occurrences.set(`${finding.path}\0${finding.fingerprint}`, occurrence + 1);
    return resultOf(finding, indexes.get(finding.rule), occurrence, by, report.baseline !== undefined);
  };
  const occurrences = new Map<string, number>();
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Twelve-Factor',
            version,
            semanticVersion: version,
            informationUri: HOME_PAGE,
            rules: rules.map(descriptorOf),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [ROOT]: { uri: folderUri(system.fileUri(report.root)) } },
        invocations: [invocationOf(report)],
        results: [
          ...report.findings.map((finding) => toResult(finding)),
          ...report.suppressed.map(({ finding, by }) => toResult(finding, by)),
        ],
      },
    ],
  };
  return `${JSON.stringify(log)}\n`;
}

function descriptorOf({ id, severity, summary }: DescribedRule) {
  const page = rulePage(id);
  const more = page ? `Why it matters, what to do and examples: ${page}` : `Described on ${HOME_PAGE}`;
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: {
      text: `${summary} ${more}`,
      markdown: `${summary}\n\n[Why it matters, what to do, examples](${page ?? HOME_PAGE})`,
    },
    helpUri: page ?? HOME_PAGE,
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['twelve-factor', ...(ruleFamily(id) === 'factor' ? [factorOf(id).slug] : [])],
    },
  };
}

function resultOf(
  finding: ReportedFinding,
  ruleIndex: number | undefined,
  occurrence: number,
  by: SuppressedBy | undefined,
  hasBaseline: boolean,
) {
  const { rule, severity, confidence, message, path, range, fingerprint, related, fixes } = finding;
  // SARIF wants every fix to change something.
  const changing = fixes.map(fixOf).filter(({ artifactChanges }) => artifactChanges.length > 0);
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: locationOf(path, range) }],
    ...(related.length > 0
      ? {
          relatedLocations: related.map((other, index) => ({
            id: index,
            physicalLocation: locationOf(other.path, other.range),
            message: { text: other.message },
          })),
        }
      : {}),
    // The key that GitHub tells alerts apart by; the number, equal lines of a file.
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:${occurrence + 1}` },
    ...(hasBaseline ? { baselineState: by?.kind === 'baseline' ? 'unchanged' : 'new' } : {}),
    ...(by ? { suppressions: [suppressionOf(by)] } : {}),
    ...(changing.length > 0 ? { fixes: changing } : {}),
    properties: { confidence },
  };
}

function suppressionOf(by: SuppressedBy) {
  if (by.kind === 'baseline') {
    return { kind: 'external', status: 'accepted', justification: `Known to the baseline ${by.file}` };
  }
  return {
    kind: 'inSource',
    status: 'accepted',
    ...(by.reason === undefined ? {} : { justification: by.reason }),
  };
}

function fixOf({ title, kind, changes }: ReportedFinding['fixes'][number]) {
  return {
    description: { text: title },
    artifactChanges: changes().map(({ path, edits }) => ({
      artifactLocation: artifactOf(path),
      replacements: edits.map(({ range, text }) => ({
        deletedRegion: regionOf(range),
        insertedContent: { text },
      })),
    })),
    properties: { kind },
  };
}

function locationOf(path: string, range: Range) {
  return { artifactLocation: artifactOf(path), region: regionOf(range) };
}

function artifactOf(path: string) {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: ROOT };
}

function regionOf({ start, end }: Range) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** What was not looked at is said, too: a result without it would claim too much. */
function invocationOf({ failures, skipped, stoppedAt }: CheckReport) {
  const notifications = [
    ...skipped.map(({ path, reason }) => ({
      level: 'note',
      message: { text: `${path} was not analysed: ${reason}` },
      locations: [{ physicalLocation: { artifactLocation: artifactOf(path) } }],
    })),
    ...failures.map(({ rule, path, message }) => ({
      level: 'error',
      message: { text: `${rule} failed on ${path || 'the project'}: ${message}` },
      associatedRule: { id: rule },
    })),
    ...(stoppedAt === null
      ? []
      : [{ level: 'warning', message: { text: `The search stopped at ${stoppedAt} files` } }]),
  ];
  return {
    executionSuccessful: failures.length === 0,
    ...(notifications.length > 0 ? { toolExecutionNotifications: notifications } : {}),
  };
}

/** A base ends with `/` (section 3.14.14). */
function folderUri(uri: string): string {
  return uri.endsWith('/') ? uri : `${uri}/`;
}
