import { processSystem } from '../node/process-system.ts';
import { runCommandLine } from './command-line.ts';
import { EXIT } from './failure.ts';

// What reads the output may have seen enough (`| head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.clean);
  throw error;
});

runCommandLine(process.argv.slice(2), processSystem(__dirname)).then(
  (exit) => {
    // The output may still be on its way to a pipe: the process ends by itself.
    process.exitCode = exit;
  },
  (error: unknown) => {
    process.stderr.write(`internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = EXIT.failure;
  },
);
