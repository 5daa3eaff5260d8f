import { isMainThread } from 'node:worker_threads';
import { defineRule } from '../../server/src/model/rule.ts';
import { RULES } from '../../server/src/rules/index.ts';

/** Throws at the word `throwAtThis`, after it said something. */
const throwing = defineRule({
  id: 'logs/throws',
  severity: 'warning',
  summary: 'Throws.',
  code: {
    anchors: { javascript: ['throwAtThis'] },
    *check(file) {
      yield { span: { start: 0, end: 1 }, message: `Seen in ${file.path}.` };
      throw new TypeError(`Thrown in ${file.path}`);
    },
  },
});

/** Ends the thread at the word `endThread`, if it is not the one that others help. */
const ending = defineRule({
  id: 'logs/ends',
  severity: 'warning',
  summary: 'Ends its thread.',
  code: {
    anchors: { javascript: ['endThread'] },
    *check(file) {
      if (!isMainThread) process.exit(1);
      yield { span: { start: 0, end: 1 }, message: `Survived in ${file.path}.` };
    },
  },
});

/** All rules, and two that a test wakes by a word. */
export const RULES_WITH_TROUBLES = [...RULES, throwing, ending];
