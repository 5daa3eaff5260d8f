import { isPlatformVariable } from './platform-variables.ts';
import type { VariableNeed } from './variable.ts';
import type { Variable, VariablePlace } from './variable-graph.ts';

/**
 * What images, libraries and build tools read by themselves: an application that uses them never names these. The
 * prefixes are those that the tools' documentation gives.
 */
const READ_BY_TOOLS =
  /^(?:POSTGRES|PG|MYSQL|MARIADB|MONGO|REDIS|VALKEY|RABBITMQ|MINIO|ELASTIC|OPENSEARCH|KEYCLOAK|KC|TRAEFIK|PGADMIN|LETSENCRYPT|VIRTUAL|COMPOSE|DOCKER|BUILDKIT|AWS|AZURE|ARM|GOOGLE|GCP|GCLOUD|FIREBASE|SENTRY|NEW_RELIC|DD|DATADOG|HONEYCOMB|OTEL|NEXT|NEXTAUTH|AUTH|CLERK|NUXT|NITRO|VITE|REACT_APP|GATSBY|EXPO|STORYBOOK|TURBO|NX|PRISMA|DJANGO|FLASK|GUNICORN|UVICORN|CELERY|HYPERCORN|AIRFLOW|DYNACONF|STREAMLIT|PYTHON|PIP|UV|POETRY|NODE|NPM|YARN|TS_NODE|BABEL|SASS|PUPPETEER|PLAYWRIGHT|CYPRESS|CHROME|OPENAI|ANTHROPIC|HF|HUGGING|WANDB|MLFLOW|LANGCHAIN|LANGSMITH|STRIPE|TWILIO|CLOUDINARY|SUPABASE|PLAUSIBLE|SSL|TLS|ACME|STRAPI|DIRECTUS|HASURA|KONG|VAULT|CONSUL|NOMAD|TF|PROTOCOL_BUFFERS|GRPC|OMP|CUDA|TOKENIZERS)(?:_|$)|^PG(?:HOST|HOSTADDR|PORT|DATABASE|USER|PASSWORD|PASSFILE|SERVICE|SSL\w+|OPTIONS|APPNAME|CONNECT_TIMEOUT|TZ)$|^(?:DATABASE_URL|DIRECT_URL|SHADOW_DATABASE_URL|GENERATE_SOURCEMAP|BROWSER|HOST|CHOKIDAR_USEPOLLING|WATCHPACK_POLLING|FAST_REFRESH|SKIP_PREFLIGHT_CHECK|UID|GID|PUID|PGID|UMASK|TAG|VERSION|IMAGE_TAG|DOMAIN)$/;

/**
 * What becomes of the application without the variable; of one that its code does not read, what else asks for it:
 * - `platform`: where the application runs sets it, for itself or for a runtime;
 * - `tools`: its name belongs to an image, library or build tool, which may read it;
 * - `elsewhere`: a test, a manifest that hands it on, an image that takes it;
 * - `unseen`: nothing that is known here.
 */
export type VariableUsage = VariableNeed | 'platform' | 'tools' | 'elsewhere' | 'unseen';

/** @param variables of the same graph, by name */
export function usageOf(variable: Variable, variables: ReadonlyMap<string, Variable>): VariableUsage {
  const { name, need, places } = variable;
  if (need !== undefined) return need;
  if (isPlatformVariable(name)) return 'platform';
  if (places.some(uses) || isReadFromFile(name, variables)) return 'elsewhere';
  return READ_BY_TOOLS.test(name) ? 'tools' : 'unseen';
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
function isReadFromFile(name: string, variables: ReadonlyMap<string, Variable>): boolean {
  const partner = name.endsWith('_FILE') ? name.slice(0, -'_FILE'.length) : `${name}_FILE`;
  return variables.get(partner)?.places.some(uses) === true;
}
