// A thread of a scan by the rules of a test: bundled by it, and run beside it.
import { helpWithScan } from '../../server/src/node/scan-thread.ts';
import { OBSERVERS } from '../../server/src/rules/index.ts';
import { RULES_WITH_TROUBLES } from './rules-with-troubles.ts';

helpWithScan(RULES_WITH_TROUBLES, OBSERVERS);
