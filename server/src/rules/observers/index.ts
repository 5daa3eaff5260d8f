import type { Observer } from '../../model/rule.ts';
import argumentParsing from './arguments.ts';
import environment from './environment.ts';
import listening from './listening.ts';
import processes from './processes.ts';
import serverCommands from './server-commands.ts';
import shutdownLibraries from './shutdown-libraries.ts';
import signals from './signals.ts';
import working from './working.ts';

/** What files contribute to their project. */
export const OBSERVERS: readonly Observer[] = [
  listening,
  signals,
  serverCommands,
  shutdownLibraries,
  working,
  argumentParsing,
  environment,
  processes,
];
