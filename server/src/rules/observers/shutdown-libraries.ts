import { defineObserver } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Observation } from '../../model/summary.ts';
import { importAnchors, importedOf } from './imported-modules.ts';

/** Packages that handle SIGTERM for the server or the process, or that run the code as a function. */
const MODULES: Readonly<Record<SourceFile['family'], readonly string[]>> = {
  javascript: [
    '@godaddy/terminus',
    '@gquittet/graceful-server',
    '@nestjs/terminus/graceful-shutdown',
    'async-exit-hook',
    'close-with-grace',
    'death',
    'exit-hook',
    'express-graceful-exit',
    'express-graceful-shutdown',
    'fastify-graceful-shutdown',
    'graceful',
    'hapi-graceful-shutdown',
    'hapi-pulse',
    'http-graceful-shutdown',
    'http-terminator',
    'http-shutdown',
    'killable',
    'koa-graceful-shutdown',
    'lightship',
    'node-cleanup',
    'node-graceful',
    'node-graceful-shutdown',
    'nodejs-graceful-shutdown',
    'server-destroy',
    'shutdown-handler',
    'signal-exit',
    'stoppable',
    'throng',
    '@codegenie/serverless-express',
    '@vendia/serverless-express',
    'aws-serverless-express',
    'serverless-http',
    '@google-cloud/functions-framework',
    'firebase-functions',
  ],
  python: ['gunicorn.app', 'aiorun', 'cotyledon', 'oslo_service', 'kopf', 'mangum', 'functions_framework'],
};

/** Calls that switch such a handling on: Nest's hooks, Apollo's plugin for a server of one's own, Twisted's reactor. */
const CALLS =
  /(?:\.enableShutdownHooks|(?:^|\.)ApolloServerPluginDrainHttpServer|^twisted\.internet\.reactor\.run)$/;

/** What takes care of an orderly stop in the place of a handler. */
export default defineObserver({
  anchors: {
    javascript: [
      ...importAnchors(MODULES.javascript, 'javascript'),
      { text: '.enableShutdownHooks(' },
      { text: 'ApolloServerPluginDrainHttpServer(' },
    ],
    python: [...importAnchors(MODULES.python, 'python'), { text: 'reactor.run(' }],
  },
  *observe(file): Iterable<Observation> {
    for (const { module, span } of importedOf(file, MODULES[file.family])) {
      yield { kind: 'handles-shutdown', span, detail: `${file.path} uses ${module}` };
    }
    for (const { callee, span } of file.callsAtAnchors()) {
      if (!CALLS.test(callee)) continue;
      const name = callee.slice(callee.lastIndexOf('.') + 1);
      yield { kind: 'handles-shutdown', span, detail: `${file.path} calls ${name}` };
    }
  },
});
