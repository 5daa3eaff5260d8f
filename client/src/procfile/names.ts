/** Commands of package.json that run processes. */
export const RUN_COMMANDS = {
  run: 'twelveFactor.runProcfile',
  restart: 'twelveFactor.restartProcess',
  stop: 'twelveFactor.stopProcess',
  stopAll: 'twelveFactor.stopAllProcesses',
} as const;
