import type { Rule } from '../../model/rule.ts';
import implicitLocalhost from './implicit-localhost.ts';

export const BACKING_SERVICES_RULES: readonly Rule[] = [implicitLocalhost];
