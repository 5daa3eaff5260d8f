import type { ScorecardReport } from '../protocol.ts';
import { svg } from './element.ts';
import { scoreText, stateSentence } from './words.ts';

const SIZE = 132;
const RADIUS = 58;
/** Degrees between two arcs. */
const GAP = 5;

/** A ring of twelve arcs, one per factor from the top clockwise, around the score. */
export function gauge(report: ScorecardReport): SVGSVGElement {
  const { factors, score } = report.scorecard;
  const step = 360 / Math.max(1, factors.length);
  const number = score === null ? 'No score yet' : `Score ${scoreText(score)} of 100`;
  return svg(
    'svg',
    {
      class: 'gauge',
      viewBox: `0 0 ${SIZE} ${SIZE}`,
      role: 'img',
      'aria-label': `${number}. Factors: ${stateSentence(report)}.`,
    },
    ...factors.map((factor, index) =>
      svg(
        'path',
        { class: `arc state-${factor.state}`, d: arc(index * step + GAP / 2, (index + 1) * step - GAP / 2) },
        svg('title', {}, `${factor.numeral}. ${factor.title}`),
      ),
    ),
    svg('text', { class: 'gauge-score', x: SIZE / 2, y: SIZE / 2 + 8 }, scoreText(score)),
    svg('text', { class: 'gauge-unit', x: SIZE / 2, y: SIZE / 2 + 27 }, 'of 100'),
  );
}

function arc(from: number, to: number): string {
  return `M${point(from)}A${RADIUS} ${RADIUS} 0 0 1 ${point(to)}`;
}

/** The point of the ring at an angle in degrees, 0 at the top, clockwise. */
function point(degrees: number): string {
  const radians = ((degrees - 90) * Math.PI) / 180;
  const x = SIZE / 2 + RADIUS * Math.cos(radians);
  const y = SIZE / 2 + RADIUS * Math.sin(radians);
  return `${x.toFixed(2)} ${y.toFixed(2)}`;
}
