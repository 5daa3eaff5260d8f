import type { Severity } from '../../../server/src/model/finding.ts';
import type { FactorState } from '../../../server/src/model/scorecard.ts';
import { svg } from './element.ts';

/** Strokes on a grid of 16 by 16. Shapes differ as much as colours do. */
const STATE_PATHS: Readonly<Record<FactorState, readonly string[]>> = {
  failed: ['M5.5 5.5l5 5', 'M10.5 5.5l-5 5'],
  passed: ['M4.8 8.3l2.2 2.2l4.2-4.7'],
  'not-applicable': ['M5.2 8h5.6'],
  manual: ['M6.2 6.4a1.8 1.8 0 1 1 2.7 1.6c-.6.35-.9.7-.9 1.3', 'M8 11.4v.1'],
};

export function stateIcon(state: FactorState): SVGSVGElement {
  return svg(
    'svg',
    { class: `icon state-${state}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    svg('circle', { cx: 8, cy: 8, r: 6.5 }),
    ...STATE_PATHS[state].map((d) => svg('path', { d })),
  );
}

const SEVERITY_PATHS: Readonly<Record<Severity, readonly string[]>> = {
  error: ['M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13z', 'M5.7 5.7l4.6 4.6', 'M10.3 5.7l-4.6 4.6'],
  warning: ['M8 2L14.5 13.5h-13z', 'M8 6.5v3.2', 'M8 11.6v.1'],
  information: ['M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13z', 'M8 7.4v3.8', 'M8 4.9v.1'],
  hint: ['M6.2 11.3c0-1.5-2-2.4-2-4.9a3.8 3.8 0 0 1 7.6 0c0 2.5-2 3.4-2 4.9z', 'M6.6 13.8h2.8'],
};

export function severityIcon(severity: Severity): SVGSVGElement {
  return strokes(`icon severity-${severity}`, SEVERITY_PATHS[severity]);
}

export function chevronIcon(): SVGSVGElement {
  return strokes('icon chevron', ['M6 3.5L10.5 8L6 12.5']);
}

function strokes(name: string, paths: readonly string[]): SVGSVGElement {
  return svg(
    'svg',
    { class: name, viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    ...paths.map((d) => svg('path', { d })),
  );
}
