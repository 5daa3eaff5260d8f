import type { Rule } from '../../model/rule.ts';
import bracedDefaultPort from './braced-default-port.ts';
import byteOrderMark from './byte-order-mark.ts';
import carriageReturnInScript from './carriage-return-in-script.ts';
import commentInCommand from './comment-in-command.ts';
import crlfLineEndings from './crlf-line-endings.ts';
import duplicateProcess from './duplicate-process.ts';
import emptyCommand from './empty-command.ts';
import foremanSubstitution from './foreman-substitution.ts';
import invalidName from './invalid-name.ts';
import misplacedSpace from './misplaced-space.ts';
import missingScript from './missing-script.ts';
import missingSpaceAfterColon from './missing-space-after-colon.ts';
import missingWeb from './missing-web.ts';
import nameNotPortable from './name-not-portable.ts';
import releaseInFormation from './release-in-formation.ts';
import releaseUnsupported from './release-unsupported.ts';
import shellSyntaxNotPortable from './shell-syntax-not-portable.ts';
import undefinedProcess from './undefined-process.ts';
import undefinedVariable from './undefined-variable.ts';
import unparsableLine from './unparsable-line.ts';
import webIgnoresPort from './web-ignores-port.ts';
import yamlHostileCommand from './yaml-hostile-command.ts';

/** What is wrong with a Procfile as such, in the order in which a reader meets it. */
export const PROCFILE_RULES: readonly Rule[] = [
  byteOrderMark,
  crlfLineEndings,
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
  undefinedVariable,
  missingScript,
  carriageReturnInScript,
  webIgnoresPort,
  missingWeb,
  releaseUnsupported,
  releaseInFormation,
  undefinedProcess,
];
