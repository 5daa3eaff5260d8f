import type { Rule } from '../../model/rule.ts';
import hardcodedPort from './hardcoded-port.ts';
import loopbackBind from './loopback-bind.ts';

export const PORT_BINDING_RULES: readonly Rule[] = [hardcodedPort, loopbackBind];
