import type { FactorSlug } from '../../../server/src/factors.ts';
import type { ScorecardReport } from '../protocol.ts';
import type { FromPage, ToPage } from '../scorecard/messages.ts';
import { type Child, h } from './element.ts';
import { factorCard } from './factor.ts';
import { type Filter, filters, header } from './header.ts';
import { count, news } from './words.ts';

/** What outlives a hidden tab and a reload of the window. */
type PageState = { readonly open: readonly FactorSlug[]; readonly filter: Filter };

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

const vscode = acquireVsCodeApi();
const scorecard = byId('scorecard');
const liveRegion = byId('news');
let pageState: PageState = vscode.getState() ?? { open: [], filter: 'all' };
let shown: ToPage | undefined;

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type !== 'show') return;
  const text = data.report && news(shown?.report, data.report);
  if (text) liveRegion.textContent = text;
  shown = data;
  render();
});
vscode.postMessage({ type: 'ready' });

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element '${id}'`);
  return element;
}

function change(part: Partial<PageState>): void {
  pageState = { ...pageState, ...part };
  vscode.setState(pageState);
}

/** Builds the page anew; focus and place stay. */
function render(): void {
  if (!shown) return;
  const focused = document.activeElement?.getAttribute('data-key');
  const scrolled = document.documentElement.scrollTop;
  scorecard.replaceChildren(...content(shown).filter((child) => child !== undefined && child !== false));
  document.documentElement.scrollTop = scrolled;
  if (!focused) return;
  const again = [...scorecard.querySelectorAll<HTMLElement>('[data-key]')];
  again.find((element) => element.getAttribute('data-key') === focused)?.focus({ preventScroll: true });
}

function content({ state, report, paths }: ToPage): Child[] {
  if (state === 'stopped') return [stopped(), ...(report ? [body(report, paths)] : [])];
  return [report ? body(report, paths) : waiting()];
}

function body(report: ScorecardReport, paths: ToPage['paths']): HTMLElement {
  const { filter } = pageState;
  const matching = report.scorecard.factors.filter((factor) => filter === 'all' || factor.state === filter);
  // A filter whose last factor went away would leave an empty page.
  const factors = matching.length > 0 ? matching : report.scorecard.factors;
  const cards = factors.map((factor) =>
    factorCard(factor, {
      report,
      paths,
      open: pageState.open.includes(factor.slug),
      onToggle: (open) => {
        const others = pageState.open.filter((slug) => slug !== factor.slug);
        change({ open: open ? [...others, factor.slug] : others });
      },
      onOpen: (uri, range) => vscode.postMessage({ type: 'open', uri, range }),
    }),
  );
  return h(
    'div',
    {},
    header(report, () => vscode.postMessage({ type: 'scan' })),
    limits(report),
    filters(report, matching.length > 0 ? filter : 'all', (chosen) => {
      change({ filter: chosen });
      render();
    }),
    h('ol', { class: 'factors', 'aria-label': 'The twelve factors' }, ...cards),
    skipped(report, paths),
  );
}

function limits(report: ScorecardReport): HTMLElement | undefined {
  if (report.stoppedAt === null) return undefined;
  const files = count(report.stoppedAt, 'file', 'files');
  return h(
    'p',
    { class: 'notice' },
    `The scan stopped at ${files}, the limit in `,
    h('code', {}, 'twelveFactor.scan.maxFiles'),
    '. Files beyond it are not part of this scorecard.',
  );
}

function skipped(report: ScorecardReport, paths: ToPage['paths']): HTMLElement | undefined {
  if (report.skipped.length === 0) return undefined;
  const rows = report.skipped.map(({ uri, reason }) =>
    h('li', {}, h('code', {}, paths[uri] ?? uri), h('span', { class: 'muted' }, ` ${reason}`)),
  );
  return h(
    'details',
    { class: 'more skipped' },
    h(
      'summary',
      { 'data-key': 'skipped' },
      `${count(report.skipped.length, 'file was', 'files were')} not analysed`,
    ),
    h('ul', {}, ...rows),
  );
}

function waiting(): HTMLElement {
  return h('p', { class: 'empty', role: 'status' }, 'Reading the workspace …');
}

function stopped(): HTMLElement {
  const restart = h('button', { type: 'button', 'data-key': 'restart' }, 'Restart server');
  restart.addEventListener('click', () => vscode.postMessage({ type: 'restart' }));
  return h(
    'div',
    { class: 'notice', role: 'alert' },
    h('p', {}, 'The language server stopped. What is shown may be out of date.'),
    restart,
  );
}
