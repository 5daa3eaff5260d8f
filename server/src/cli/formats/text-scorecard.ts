import type { FactorState, ScoredFactor } from '../../model/scorecard.ts';
import type { CheckReport } from '../report.ts';
import type { Style, StyleName } from '../terminal.ts';
import { padEnd, padStart, printable, wrap } from '../text-width.ts';
import { countsInWords } from './summary.ts';

const BAR_COLUMNS = 10;
/** Narrower pages do without bars. */
const COLUMNS_WITH_BAR = 100;

const STATES: Readonly<Record<FactorState, { readonly sign: string; readonly style: StyleName }>> = {
  failed: { sign: '✗', style: 'red' },
  passed: { sign: '✓', style: 'green' },
  'not-applicable': { sign: '–', style: 'dim' },
  manual: { sign: '?', style: 'yellow' },
};

/** The twelve factors, how their scores come about, and what the projects are. */
export function scorecardLines({ scorecard }: CheckReport, style: Style, columns: number): string[] {
  const { factors, score, arithmetic, projects } = scorecard;
  const titleColumns = Math.max(...factors.map(({ title }) => title.length));
  const numeralColumns = Math.max(...factors.map(({ numeral }) => numeral.length));
  const reasonColumns = Math.max(...factors.map((factor) => reasonOf(factor).length));
  const lines = [style('bold', score === null ? 'Scorecard' : `Scorecard: ${score} of 100`)];
  for (const factor of factors) {
    const { sign, style: name } = STATES[factor.state];
    const bar = columns < COLUMNS_WITH_BAR ? '' : `  ${barOf(factor, style)}`;
    const reason = style('dim', padEnd(reasonOf(factor), reasonColumns));
    const counts = countsOf(factor);
    lines.push(
      [
        `  ${style(name, sign)} ${padEnd(factor.numeral, numeralColumns)}  ${padEnd(factor.title, titleColumns)}${bar}`,
        padStart(factor.score === null ? '' : String(factor.score), 3),
        counts === '' ? reasonOf(factor) && style('dim', reasonOf(factor)) : reason,
        counts,
      ]
        .join('  ')
        .trimEnd(),
    );
  }
  for (const line of wrap(arithmetic, columns - 2)) lines.push(`  ${style('dim', line)}`);
  return [...lines, ...projectLines(projects, style, columns)];
}

function barOf({ score, state }: ScoredFactor, style: Style): string {
  if (score === null) return ' '.repeat(BAR_COLUMNS);
  const filled = Math.round((BAR_COLUMNS * score) / 100);
  return style(STATES[state].style, '━'.repeat(filled)) + style('dim', '╌'.repeat(BAR_COLUMNS - filled));
}

function reasonOf({ state, arithmetic }: ScoredFactor): string {
  if (state === 'manual') return 'for a person to judge';
  if (state === 'not-applicable') return 'not applicable to these projects';
  // The result stands in a column of its own.
  return arithmetic.replace(/ = \d+$/, '');
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
  const rows = projects.map(({ root, kind, reason }) => ({
    place: printable(root === '' ? '.' : root),
    kind: kind.replaceAll('-', ' '),
    reason: printable(reason),
  }));
  const placeColumns = Math.min(40, Math.max(...rows.map(({ place }) => place.length)));
  const kindColumns = Math.max(...rows.map(({ kind }) => kind.length));
  return [
    '',
    style('bold', projects.length === 1 ? 'Project' : 'Projects'),
    ...rows.map(({ place, kind, reason }) => {
      const lead = `  ${padEnd(place, placeColumns)}  ${padEnd(kind, kindColumns)}  `;
      const [first = '', ...more] = wrap(reason, Math.max(30, columns - lead.length));
      const rest = more.map((line) => `\n${' '.repeat(lead.length)}${style('dim', line)}`);
      return `${lead}${style('dim', first)}${rest.join('')}`;
    }),
  ];
}
