import { GO_TRAITS } from './dialects/go.ts';
import { JAVASCRIPT_TRAITS } from './dialects/javascript.ts';
import { PHP_TRAITS } from './dialects/php.ts';
import { PYTHON_TRAITS } from './dialects/python.ts';
import { RUBY_TRAITS } from './dialects/ruby.ts';
import type { DotenvTraits } from './traits.ts';

/**
 * The implementations that are described by traits, as they were from late 2025 to mid 2026. The source file is
 * named at each; `test/data/dotenv-differential.json` holds what each was observed to do.
 */
export const DOTENV_TRAITS = {
  ...JAVASCRIPT_TRAITS,
  ...PYTHON_TRAITS,
  ...RUBY_TRAITS,
  ...GO_TRAITS,
  ...PHP_TRAITS,
} as const satisfies Record<string, DotenvTraits>;
