import type { ScorecardReport, WireEvidence, WireFactor, WireFinding, WireRange } from '../protocol.ts';
import { type Child, h } from './element.ts';
import { chevronIcon, severityIcon, stateIcon } from './icons.ts';
import { count, STATE_NAMES, scoreText, severityCounts } from './words.ts';

/** What a card needs besides its factor. */
export type Surroundings = {
  readonly report: ScorecardReport;
  readonly paths: Readonly<Record<string, string>>;
  readonly open: boolean;
  onToggle(open: boolean): void;
  onOpen(uri: string, range: WireRange): void;
};

export function factorCard(factor: WireFactor, surroundings: Surroundings): HTMLElement {
  const findings = surroundings.report.findings.filter((finding) => finding.factor === factor.slug);
  const details = h(
    'details',
    { class: 'factor', open: surroundings.open },
    summary(factor),
    h(
      'div',
      { class: 'body' },
      h('p', { class: 'statement' }, factor.statement),
      ...rulesWithFindings(findings, surroundings),
      evidence(factor.evidence, surroundings),
      questions(factor.questions),
      otherRules(factor),
      h('p', { class: 'arithmetic' }, arithmetic(factor)),
    ),
  );
  details.addEventListener('toggle', () => surroundings.onToggle(details.open));
  return h('li', {}, details);
}

function summary(factor: WireFactor): HTMLElement {
  return h(
    'summary',
    { 'data-key': `factor:${factor.slug}` },
    chevronIcon(),
    stateIcon(factor.state),
    h('span', { class: 'numeral' }, factor.numeral),
    h('h2', {}, factor.title),
    h('span', { class: 'counts' }, ...counts(factor)),
    h(
      'span',
      { class: 'score' },
      h('span', { class: 'sr' }, factor.score === null ? 'no score' : 'score '),
      h('span', factor.score === null ? { 'aria-hidden': 'true' } : {}, scoreText(factor.score)),
    ),
  );
}

/** The state in words and, where there are findings, how many. */
function counts(factor: WireFactor): Child[] {
  const numbers = severityCounts(factor);
  return [
    h('span', { class: numbers.length > 0 ? 'sr' : 'state-name' }, STATE_NAMES[factor.state]),
    ...numbers.map(({ severity, text }) => h('span', { class: 'chip' }, severityIcon(severity), text)),
  ];
}

function rulesWithFindings(findings: readonly WireFinding[], surroundings: Surroundings): HTMLElement[] {
  const byRule = Map.groupBy(findings, (finding) => finding.rule);
  return [...byRule].map(([rule, ofRule]) =>
    h(
      'section',
      { class: 'rule' },
      h('h3', {}, h('code', {}, rule), h('span', { class: 'number' }, String(ofRule.length))),
      h('ul', { class: 'findings' }, ...ofRule.map((finding) => findingRow(finding, surroundings))),
    ),
  );
}

function findingRow(finding: WireFinding, surroundings: Surroundings): HTMLElement {
  const fix = finding.fixes[0];
  return placeRow(finding, surroundings, [
    severityIcon(finding.severity),
    h(
      'span',
      { class: 'text' },
      h('span', { class: 'sr' }, `${finding.severity}: `),
      finding.message,
      fix &&
        h('span', { class: 'fix' }, severityIcon('hint'), h('span', { class: 'sr' }, 'Fix: '), fix.title),
    ),
  ]);
}

function placeRow(
  place: { readonly uri: string; readonly range: WireRange },
  { paths, onOpen }: Surroundings,
  content: readonly Child[],
): HTMLElement {
  const line = place.range.start.line + 1;
  const path = `${paths[place.uri] ?? place.uri}:${line}`;
  const button = h(
    'button',
    { type: 'button', class: 'place', 'data-key': `${place.uri}:${line}:${place.range.start.character}` },
    ...content,
    h('span', { class: 'path' }, path),
  );
  button.addEventListener('click', () => onOpen(place.uri, place.range));
  return h('li', {}, button);
}

function evidence(list: readonly WireEvidence[], surroundings: Surroundings): HTMLElement | undefined {
  if (list.length === 0) return undefined;
  const rows = list.map((one) =>
    placeRow(one, surroundings, [stateIcon('passed'), h('span', { class: 'text' }, one.text)]),
  );
  return h('section', {}, h('h3', {}, 'What speaks for it'), h('ul', { class: 'findings' }, ...rows));
}

function questions(list: readonly string[]): HTMLElement | undefined {
  if (list.length === 0) return undefined;
  const items = list.map((question) => h('li', {}, question));
  return h('section', {}, h('h3', {}, 'Ask yourself'), h('ul', { class: 'questions' }, ...items));
}

/** The rules that looked and found nothing, and those that had nothing to look at. */
function otherRules(factor: WireFactor): HTMLElement | undefined {
  const groups = [
    { name: 'Without a finding', rules: factor.rules.filter(({ state }) => state === 'passed') },
    { name: 'Not applicable', rules: factor.rules.filter(({ state }) => state === 'not-applicable') },
  ].filter(({ rules }) => rules.length > 0);
  if (groups.length === 0) return undefined;
  const pairs = groups.flatMap(({ name, rules }) => [
    h('dt', {}, name),
    h('dd', {}, ...rules.map(({ rule }) => h('code', {}, rule))),
  ]);
  return h('section', {}, h('h3', {}, 'Other rules'), h('dl', { class: 'rules' }, ...pairs));
}

function arithmetic(factor: WireFactor): string {
  const suppressed =
    factor.suppressed > 0 ? ` ${count(factor.suppressed, 'finding is', 'findings are')} suppressed.` : '';
  return `${factor.score === null ? '' : `Score ${scoreText(factor.score)}: `}${factor.arithmetic}.${suppressed}`;
}
