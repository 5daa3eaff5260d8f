import { isDotenvTemplate } from '../../formats/variables/dotenv.ts';
import { defineRule } from '../../model/rule.ts';
import { DOTENV_SCOPE } from './scope.ts';

const URL_OF_MACHINE =
  /^[a-z][a-z0-9+.-]*:\/\/(?:[^\s@/?#]*@)?(localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/?#]|$)/i;
const MACHINE = /^(localhost|127\.\d+\.\d+\.\d+)(?::\d+)?$/i;
/** The name of another service's host: `DB_HOST`, `SMTP_SERVER`. */
const OF_A_SERVICE =
  /^(?!(?:SERVER|APP|APPLICATION|WEB|HTTPS?|LISTEN|BIND|NODE|API)_)[A-Z0-9_]+_(?:HOST|HOSTNAME|SERVER|ENDPOINT|ADDR|ADDRESS)$/i;

/** What one listens on or lets in; and what runs beside each process by design. */
const MEANT =
  /(?:^|_)(?:LISTEN|BIND|CORS|ALLOWED?|ORIGINS?|TRUSTED|CSRF|WHITELIST|ALLOWLIST|NO_PROXY|REDIRECT|OTEL|OTLP|STATSD|AGENT|JAEGER|ZIPKIN|SIDECAR|PROXY|ENVOY|DAPR|CLOUDSQL|METRICS|HEALTH|HEALTHCHECK|DEBUG|DEV|TEST|LOCAL)(?:_|$)/i;

export default defineRule({
  id: 'dotenv/localhost-in-production',
  severity: 'warning',
  summary: 'Name the services of production by the hosts they have there, not by localhost.',
  ...DOTENV_SCOPE,
  roles: ['application'],
  environments: ['production'],
  formats: {
    *dotenv({ path, assignments }) {
      if (isDotenvTemplate(path)) return;
      for (const { key, value, valueSpan } of assignments) {
        if (MEANT.test(key)) continue;
        const url = URL_OF_MACHINE.exec(value);
        const host = url?.[1] ?? (OF_A_SERVICE.test(key) ? MACHINE.exec(value)?.[1] : undefined);
        if (host === undefined) continue;
        const start = valueSpan.start + (url ? url[0].length - host.length : 0);
        yield {
          span: { start, end: start + host.length },
          message: `'${key}' names the machine that the process itself runs on, where in production there is no such service unless it runs beside it. Name the service's own host.`,
          confidence: 'medium',
        };
      }
    },
  },
});
