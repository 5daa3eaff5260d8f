import type { FactorState, ScoredFactor } from '../../model/scorecard.ts';
import type { CheckReport } from '../report.ts';
import { PLAIN, type Style, type StyleName } from '../terminal.ts';
import { displayWidth, padEnd, padStart, printable, wrap } from '../text-width.ts';
import { judgedFactors } from './judged-factors.ts';
import { countsInWords } from './summary.ts';

const BAR_COLUMNS = 10;

const STATES: Readonly<Record<FactorState, { readonly sign: string; readonly style: StyleName }>> = {
  failed: { sign: '✗', style: 'red' },
  passed: { sign: '✓', style: 'green' },
  'not-applicable': { sign: '–', style: 'dim' },
  manual: { sign: '?', style: 'yellow' },
};

/** How much a row says. */
type Layout = { readonly hasBar: boolean; readonly reasonOf: (factor: ScoredFactor) => string };

/** From wide to narrow pages. */
const LAYOUTS: readonly [Layout, ...Layout[]] = [
  { hasBar: true, reasonOf: longReason },
  { hasBar: false, reasonOf: longReason },
  { hasBar: false, reasonOf: shortReason },
];

/** The twelve factors, how their scores come about, and what the projects are. */
export function scorecardLines(report: CheckReport, style: Style, columns: number): string[] {
  const { score, arithmetic, projects } = report.scorecard;
  const factors = judgedFactors(report);
  const isNarrowEnough = (layout: Layout) =>
    rows(factors, layout, PLAIN).every((row) => displayWidth(row) <= columns);
  const layout = LAYOUTS.find(isNarrowEnough) ?? LAYOUTS.at(-1) ?? LAYOUTS[0];
  return [
    style('bold', score === null ? 'Scorecard' : `Scorecard: ${score} of 100`),
    ...rows(factors, layout, style),
    ...wrap(arithmetic, columns - 2).map((line) => `  ${style('dim', line)}`),
    ...projectLines(projects, style, columns),
  ];
}

function rows(factors: readonly ScoredFactor[], { hasBar, reasonOf }: Layout, style: Style): string[] {
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(displayWidth));
  const titleColumns = widest(factors.map(({ title }) => title));
  const numeralColumns = widest(factors.map(({ numeral }) => numeral));
  const reasonColumns = widest(factors.map(reasonOf));
  return factors.map((factor) => {
    const { sign, style: name } = STATES[factor.state];
    const counts = countsOf(factor);
    const reason = reasonOf(factor);
    const cells = [
      `  ${style(name, sign)} ${padEnd(factor.numeral, numeralColumns)}`,
      padEnd(factor.title, titleColumns),
      ...(hasBar ? [barOf(factor, style)] : []),
      padStart(factor.score === null ? '' : String(factor.score), 3),
      style('dim', counts === '' ? reason : padEnd(reason, reasonColumns)),
      counts,
    ];
    return cells.join('  ').trimEnd();
  });
}

function barOf({ score, state }: ScoredFactor, style: Style): string {
  if (score === null) return ' '.repeat(BAR_COLUMNS);
  const filled = Math.round((BAR_COLUMNS * score) / 100);
  return style(STATES[state].style, '━'.repeat(filled)) + style('dim', '╌'.repeat(BAR_COLUMNS - filled));
}

function longReason({ state, arithmetic }: ScoredFactor): string {
  if (state === 'manual') return 'for a person to judge';
  if (state === 'not-applicable') return 'not applicable to these projects';
  // The result stands in a column of its own.
  return arithmetic.replace(/ = \d+$/, '');
}

function shortReason({ state, rules }: ScoredFactor): string {
  if (state === 'manual') return 'a person must judge';
  if (state === 'not-applicable') return 'not applicable';
  const applied = rules.filter((rule) => rule.state !== 'not-applicable');
  return `${applied.filter((rule) => rule.state !== 'failed').length} of ${applied.length}`;
}

function countsOf({ counts, suppressed }: ScoredFactor): string {
  return [countsInWords(counts), suppressed > 0 ? `${suppressed} suppressed` : '']
    .filter((part) => part !== '')
    .join(', ');
}

function projectLines(
  projects: CheckReport['scorecard']['projects'],
  style: Style,
  columns: number,
): string[] {
  if (projects.length === 0) return [];
  const list = projects.map(({ root, kind, reason }) => ({
    place: printable(root === '' ? '.' : root),
    kind: kind.replaceAll('-', ' '),
    reason: printable(reason),
  }));
  const placeColumns = Math.min(40, Math.max(...list.map(({ place }) => place.length)));
  const kindColumns = Math.max(...list.map(({ kind }) => kind.length));
  return [
    '',
    style('bold', projects.length === 1 ? 'Project' : 'Projects'),
    ...list.flatMap(({ place, kind, reason }) => {
      const lead = `  ${padEnd(place, placeColumns)}  ${padEnd(kind, kindColumns)}  `;
      const [first = '', ...more] = wrap(reason, Math.max(30, columns - lead.length));
      const rest = more.map((line) => ' '.repeat(lead.length) + style('dim', line));
      return [lead + style('dim', first), ...rest];
    }),
  ];
}
