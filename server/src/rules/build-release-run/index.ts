import type { Rule } from '../../model/rule.ts';
import mutableImageTag from './mutable-image-tag.ts';

export const BUILD_RELEASE_RUN_RULES: readonly Rule[] = [mutableImageTag];
