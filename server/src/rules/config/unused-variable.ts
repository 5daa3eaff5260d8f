import { isPlatformVariable } from '../../model/platform-variables.ts';
import { defineRule } from '../../model/rule.ts';
import { type Variable, type VariablePlace, variableGraph } from '../../model/variable-graph.ts';

/** Code that is not read here may read a variable. */
const UNREAD_CODE =
  /\.(?:rb|erb|rake|go|java|kts?|groovy|scala|clj[cs]?|php|phtml|cs|fs|vb|rs|exs?|erl|hs|ml|swift|dart|c|cc|cpp|cxx|h|hpp|m|mm|lua|pl|pm|r|jl|cr|nim|zig|ps1|bat|cmd|coffee|gradle|nix|ya?ml\.(?:erb|j2)|j2|jinja2?)$/i;

/**
 * What images, libraries and build tools read by themselves: an application that uses them never names these. The
 * prefixes are those that the tools' documentation gives.
 */
const READ_BY_TOOLS =
  /^(?:POSTGRES|PG|MYSQL|MARIADB|MONGO|REDIS|VALKEY|RABBITMQ|MINIO|ELASTIC|OPENSEARCH|KEYCLOAK|KC|TRAEFIK|PGADMIN|LETSENCRYPT|VIRTUAL|COMPOSE|DOCKER|BUILDKIT|AWS|AZURE|ARM|GOOGLE|GCP|GCLOUD|FIREBASE|SENTRY|NEW_RELIC|DD|DATADOG|HONEYCOMB|OTEL|NEXT|NEXTAUTH|AUTH|CLERK|NUXT|NITRO|VITE|REACT_APP|GATSBY|EXPO|STORYBOOK|TURBO|NX|PRISMA|DJANGO|FLASK|GUNICORN|UVICORN|CELERY|HYPERCORN|AIRFLOW|DYNACONF|STREAMLIT|PYTHON|PIP|UV|POETRY|NODE|NPM|YARN|TS_NODE|BABEL|SASS|PUPPETEER|PLAYWRIGHT|CYPRESS|CHROME|OPENAI|ANTHROPIC|HF|HUGGING|WANDB|MLFLOW|LANGCHAIN|LANGSMITH|STRIPE|TWILIO|CLOUDINARY|SUPABASE|PLAUSIBLE|SSL|TLS|ACME|STRAPI|DIRECTUS|HASURA|KONG|VAULT|CONSUL|NOMAD|TF|PROTOCOL_BUFFERS|GRPC|OMP|CUDA|TOKENIZERS)(?:_|$)|^PG(?:HOST|HOSTADDR|PORT|DATABASE|USER|PASSWORD|PASSFILE|SERVICE|SSL\w+|OPTIONS|APPNAME|CONNECT_TIMEOUT|TZ)$|^(?:DATABASE_URL|DIRECT_URL|SHADOW_DATABASE_URL|GENERATE_SOURCEMAP|BROWSER|HOST|CHOKIDAR_USEPOLLING|WATCHPACK_POLLING|FAST_REFRESH|SKIP_PREFLIGHT_CHECK|UID|GID|PUID|PGID|UMASK|TAG|VERSION|IMAGE_TAG|DOMAIN)$/;

export default defineRule({
  id: 'config/unused-variable',
  severity: 'hint',
  summary: 'Take variables that nothing reads any more out of the template of the environment.',
  *project(project) {
    const summaries = [...project.summaries, ...project.neighbours];
    const { variables, readsWholeEnvironment, prefixes } = variableGraph(summaries);
    if (readsWholeEnvironment || !readsSome(variables)) return;
    if (project.files.some((path) => UNREAD_CODE.test(path))) return;
    const own = new Set(project.summaries.map(({ path }) => path));
    for (const variable of variables.values()) {
      const [place] = variable.declarations.filter(
        ({ path, language }) => own.has(path) && language === 'dotenv',
      );
      if (!place || place.commented || isUsed(variable) || isReadElsewhere(variable.name, variables))
        continue;
      if (prefixes.some((prefix) => variable.name.startsWith(prefix))) continue;
      yield {
        path: place.path,
        span: place.span,
        confidence: 'medium',
        message: `Nothing in the project reads ${variable.name}, so whoever sets it up looks for a value that has no effect. Remove it, unless something outside of the project reads it.`,
      };
    }
  },
});

/** A template whose variables nobody reads at all is read in a way that is not seen here. */
function readsSome(variables: ReadonlyMap<string, Variable>): boolean {
  const declared = [...variables.values()].filter(({ declarations }) =>
    declarations.some(({ language }) => language === 'dotenv'),
  );
  const read = declared.filter(isUsed);
  return read.length > declared.length / 2;
}

/** Whether something uses a variable, or a tool or image may that nobody names here. */
export function isUsed({ name, places }: Variable): boolean {
  return isPlatformVariable(name) || READ_BY_TOOLS.test(name) || places.some(uses);
}

/** Reads, also in tests; references; what is given to an image that takes it; schemas. */
function uses({ kind, external, isCode }: VariablePlace): boolean {
  return (
    kind === 'read' ||
    kind === 'write' ||
    kind === 'reference' ||
    external === true ||
    (kind === 'declare' && isCode)
  );
}

/** `NAME_FILE` and `NAME`: images and applications read a secret from a file whose name the first gives. */
function isReadElsewhere(name: string, variables: ReadonlyMap<string, Variable>): boolean {
  const partner = name.endsWith('_FILE') ? name.slice(0, -'_FILE'.length) : `${name}_FILE`;
  const found = variables.get(partner);
  return found?.places.some(uses) === true;
}
