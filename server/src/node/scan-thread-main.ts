import { OBSERVERS, RULES } from '../rules/index.ts';
import { helpWithScan } from './scan-thread.ts';

helpWithScan(RULES, OBSERVERS);
