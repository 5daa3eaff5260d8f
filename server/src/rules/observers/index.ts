import type { Observer } from '../../model/rule.ts';

/** What files contribute to their project. */
export const OBSERVERS: readonly Observer[] = [];
