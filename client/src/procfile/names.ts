/** Commands of package.json that run processes. */
export const RUN_COMMANDS = {
  run: 'twelveFactor.runProcfile',
  restart: 'twelveFactor.restartProcess',
  stop: 'twelveFactor.stopProcess',
  stopAll: 'twelveFactor.stopAllProcesses',
} as const;

/** Shows the terminal of a process: for code lenses, not for the palette. */
export const SHOW_PROCESS = 'twelveFactor.showProcess';
