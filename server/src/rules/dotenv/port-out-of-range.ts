import { defineRule } from '../../model/rule.ts';
import { DOTENV_SCOPE } from './scope.ts';

/** Ports are numbers of 16 bits (RFC 9293); 0 asks the system for a free one. */
const HIGHEST_PORT = 65_535;

export default defineRule({
  id: 'dotenv/port-out-of-range',
  severity: 'error',
  summary: 'Give ports numbers up to 65535: nothing can listen on or connect to another one.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv({ assignments }) {
      for (const { key, value, valueSpan } of assignments) {
        if (!/(?:^|_)PORT$/i.test(key) || !/^\d+$/.test(value) || Number(value) <= HIGHEST_PORT) continue;
        yield {
          span: valueSpan,
          message: `There is no port ${value.slice(0, 20)}: the highest is ${HIGHEST_PORT}, so what listens or connects there fails. Correct the number.`,
        };
      }
    },
  },
});
