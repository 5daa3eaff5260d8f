import type { Rule } from '../../model/rule.ts';
import bracedDefaultPort from './braced-default-port.ts';
import byteOrderMark from './byte-order-mark.ts';
import commentInCommand from './comment-in-command.ts';
import duplicateProcess from './duplicate-process.ts';
import emptyCommand from './empty-command.ts';
import foremanSubstitution from './foreman-substitution.ts';
import invalidName from './invalid-name.ts';
import misplacedSpace from './misplaced-space.ts';
import missingSpaceAfterColon from './missing-space-after-colon.ts';
import nameNotPortable from './name-not-portable.ts';
import releaseUnsupported from './release-unsupported.ts';
import shellSyntaxNotPortable from './shell-syntax-not-portable.ts';
import unparsableLine from './unparsable-line.ts';
import webIgnoresPort from './web-ignores-port.ts';
import yamlHostileCommand from './yaml-hostile-command.ts';

/** What is wrong with a Procfile as such, in the order in which a reader meets it. */
export const PROCFILE_RULES: readonly Rule[] = [
  byteOrderMark,
  unparsableLine,
  misplacedSpace,
  missingSpaceAfterColon,
  invalidName,
  nameNotPortable,
  duplicateProcess,
  emptyCommand,
  commentInCommand,
  yamlHostileCommand,
  shellSyntaxNotPortable,
  bracedDefaultPort,
  foremanSubstitution,
  webIgnoresPort,
  releaseUnsupported,
];
