import type { FactorState } from '../../../server/src/model/scorecard.ts';
import type { ScorecardReport } from '../protocol.ts';
import { h } from './element.ts';
import { gauge } from './gauge.ts';
import { stateIcon } from './icons.ts';
import { count, factorsIn, STATE_NAMES, STATES } from './words.ts';

export type Filter = FactorState | 'all';

export function header(report: ScorecardReport, onScan: () => void): HTMLElement {
  const findings = count(report.findings.length, 'finding', 'findings');
  const scan = h(
    'button',
    { type: 'button', class: 'secondary', 'data-key': 'scan', disabled: report.scanning },
    report.scanning ? 'Scanning …' : 'Scan again',
  );
  scan.addEventListener('click', onScan);
  return h(
    'header',
    { class: 'top' },
    gauge(report),
    h(
      'div',
      { class: 'top-text' },
      h('h1', {}, 'Twelve-Factor Scorecard'),
      h('p', { class: 'lead' }, `${findings} in ${count(report.files, 'file', 'files')}`),
      projects(report),
      h('p', { class: 'arithmetic' }, report.scorecard.arithmetic),
      h('div', { class: 'actions' }, scan),
    ),
  );
}

/** How many projects are named at once; more would push the factors off the page. */
const PROJECTS_SHOWN = 5;

function projects({ scorecard }: ScorecardReport): HTMLElement | undefined {
  if (scorecard.projects.length === 0) return undefined;
  const list = h(
    'ul',
    { class: 'projects', 'aria-label': 'Projects' },
    ...scorecard.projects.map(({ name, kind, reason }) =>
      h(
        'li',
        {},
        h('strong', {}, name),
        ` · ${kind.replaceAll('-', ' ')}`,
        h('span', { class: 'muted' }, ` (${reason})`),
      ),
    ),
  );
  if (scorecard.projects.length <= PROJECTS_SHOWN) return list;
  const title = count(scorecard.projects.length, 'project', 'projects');
  return h('details', { class: 'more' }, h('summary', { 'data-key': 'projects' }, title), list);
}

/** Buttons that choose which factors are shown; a state without factors has none. */
export function filters(
  report: ScorecardReport,
  chosen: Filter,
  onChoose: (filter: Filter) => void,
): HTMLElement {
  const button = (filter: Filter, name: string, number: number, icon?: SVGSVGElement) => {
    const element = h(
      'button',
      {
        type: 'button',
        class: 'filter',
        'aria-pressed': String(filter === chosen),
        'data-key': `filter:${filter}`,
      },
      icon,
      h('span', {}, name),
      h('span', { class: 'number' }, String(number)),
    );
    element.addEventListener('click', () => onChoose(filter));
    return element;
  };
  return h(
    'div',
    { class: 'filters', role: 'group', 'aria-label': 'Show factors' },
    button('all', 'All', report.scorecard.factors.length),
    ...STATES.filter((state) => factorsIn(report, state) > 0).map((state) =>
      button(state, STATE_NAMES[state], factorsIn(report, state), stateIcon(state)),
    ),
  );
}
