import { type ExtensionContext, window } from 'vscode';
import { registerCommands } from './commands.ts';
import type { ScorecardReport } from './protocol.ts';
import { registerScorecard } from './scorecard/panel.ts';
import { createServer, type Runtime } from './server.ts';
import { createStatus } from './status.ts';
import { registerVariableCommands } from './variables/commands.ts';
import { createVariablesView } from './variables/view.ts';

/** What other extensions, and the tests, may call. */
export type ExtensionApi = {
  /** Settles when the server answers requests. */
  readonly started: Promise<void>;
  /** Findings and scorecard as they are now; undefined while no server runs. */
  report(): Promise<ScorecardReport | undefined>;
};

/** What both runtimes have in common. Returns at once: nothing waits for the server. */
export function activateWith(context: ExtensionContext, runtime: Runtime): ExtensionApi {
  const output = window.createOutputChannel('Twelve-Factor', { log: true });
  const server = createServer(context, runtime, output);
  const status = createStatus(server);
  const scorecard = registerScorecard(context, server, output);
  const commands = registerCommands({ server, output, showScorecard: scorecard.show });
  const variables = createVariablesView(server, output);
  const variableCommands = registerVariableCommands(server, variables);
  context.subscriptions.push(output, server, status, scorecard, commands, variables, variableCommands);
  return { started: server.start(), report: () => server.report() };
}
