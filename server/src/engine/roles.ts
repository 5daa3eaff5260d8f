import type { Environment, Role } from '../model/role.ts';
import { environmentOf, isConfiguration } from './environments.ts';
import { saysGenerated } from './generated.ts';
import { isCodeExtension, type PathParts, splitPath, wordsOf } from './path-words.ts';

/** How much of a text is looked at, in UTF-16 code units: a marker of generated code stands at its top. */
export const HEAD_LENGTH = 16_384;

/** No person writes a line of so many UTF-16 code units; the measured corpora have none outside minified files. */
const LONGEST_WRITTEN_LINE = 5_000;

/**
 * What a file is for and of which environment it speaks, by its path and, if given, the start of its text
 * (at least `HEAD_LENGTH` units; more is not read). The path is relative to the workspace root, with `/`, so
 * that the name of the root itself decides nothing.
 */
export function roleOf(path: string, head?: string): RoleAndEnvironment {
  // On its way through a scan a file is asked about again and again: first by its path, then with its text.
  if (last?.path !== path)
    last = { path, environment: environmentOf(path), byPath: undefined, withText: undefined };
  const { environment } = last;
  if (head === undefined) {
    last.byPath ??= { role: roleOfPath(path, undefined), environment };
    return last.byPath;
  }
  if (last.withText?.head !== head)
    last.withText = { head, answer: { role: roleOfPath(path, head), environment } };
  return last.withText.answer;
}

type RoleAndEnvironment = { readonly role: Role; readonly environment: Environment };

/** What was answered of the path that was asked about last. */
let last:
  | {
      readonly path: string;
      readonly environment: Environment;
      byPath: RoleAndEnvironment | undefined;
      withText: { readonly head: string; readonly answer: RoleAndEnvironment } | undefined;
    }
  | undefined;

/** The first role that applies: what nobody edits, then what never serves, then what serves beside the application. */
function roleOfPath(path: string, head: string | undefined): Role {
  const parts = packageless(splitPath(path));
  if (isVendored(parts)) return 'vendored';
  if (isMinified(parts, head)) return 'minified';
  if (isGenerated(parts) || (head !== undefined && saysGenerated(head))) return 'generated';
  if (isFixture(parts)) return 'fixture';
  if (isTest(parts)) return 'test';
  if (isExample(parts)) return 'example';
  if (isDocumentation(parts)) return 'documentation';
  if (isMigration(parts)) return 'migration';
  if (isBuild(parts, head)) return 'build';
  if (isScript(parts)) return 'script';
  return 'application';
}

/**
 * Folders below `src/main/<language>` name a package, not a purpose: a generated Spring application lives in
 * `com/example/demo`.
 */
function packageless(parts: PathParts): PathParts {
  const main = parts.folders.findIndex(
    (folder, index) => folder === 'main' && parts.folders[index - 1] === 'src',
  );
  if (main < 0) return parts;
  return { ...parts, folders: parts.folders.slice(0, main), rawFolders: parts.rawFolders.slice(0, main) };
}

const VENDORED_FOLDERS = namesOf(
  'node_modules bower_components jspm_packages third_party third-party thirdparty site-packages dist-packages ' +
    '.yarn .venv venv virtualenv pods carthage deps_vendored _vendor',
);
/** Below these, `vendor` is a word of the business: `routes/vendor/list.js` of a market place. */
const BUSINESS_FOLDERS = namesOf(
  'app apps routes routers controllers views pages modules models components features domain domains services ' +
    'api templates handlers entities schemas resources screens containers dashboard admin v1 v2',
);
const PUBLIC_FOLDERS = namesOf('static public assets wwwroot htdocs');
const LIBRARY_FOLDERS = namesOf('lib libs plugins vendor vendors');
const LIBRARY_FILE =
  /^(?:jquery|bootstrap|angular|lodash|underscore|backbone|modernizr|moment|require|knockout|ember|handlebars)(?:[-.][\w.-]*)?\.js$|[-.]v?\d+\.\d+\.\d+(?:[-.](?:min|pack|slim|bundle|umd|esm))*\.(?:js|css)$/i;

function isVendored({ folders, name }: PathParts): boolean {
  if (LIBRARY_FILE.test(name)) {
    // `angular.js` may be code of ours; with a version or in a folder that is served as it stands it is the library.
    if (/\d/.test(name) || folders.some((folder) => PUBLIC_FOLDERS.has(folder))) return true;
  }
  return folders.some((folder, index) => {
    if (VENDORED_FOLDERS.has(folder)) return true;
    const before = folders.slice(0, index);
    if (LIBRARY_FOLDERS.has(folder) && before.some((outer) => PUBLIC_FOLDERS.has(outer))) return true;
    if (folder !== 'vendor' && folder !== 'vendors') return false;
    return !BUSINESS_FOLDERS.has(folders[index - 1] ?? '');
  });
}

const SCRIPT_OR_STYLE = namesOf('js mjs cjs jsx css');
const MINIFIED_NAME = /[.-]min\.(?:js|mjs|cjs|css)$|\.(?:bundle|chunk)\.(?:js|css)$/i;

function isMinified({ name, extension }: PathParts, head: string | undefined): boolean {
  if (MINIFIED_NAME.test(name)) return true;
  // Nobody minifies Python or TypeScript: there a long line is data beside code that is worth reading.
  if (head === undefined || !SCRIPT_OR_STYLE.has(extension)) return false;
  let start = 0;
  while (start < HEAD_LENGTH) {
    const end = head.indexOf('\n', start);
    const length = (end < 0 ? head.length : end) - start;
    if (length > LONGEST_WRITTEN_LINE) return true;
    if (end < 0) return false;
    start = end + 1;
  }
  return false;
}

const GENERATED_FOLDERS = namesOf(
  '__generated__ generated .next .nuxt .svelte-kit .output .angular dist coverage htmlcov __pycache__ gen-src ' +
    '.eggs .tox .nox .gradle .terraform',
);
const GENERATED_NAME =
  /\.(?:pb|g|gen|generated|designer)\.\w+$|\.pb\.gw\.go$|_pb2(?:_grpc)?\.pyi?$|_(?:grpc_)?pb\.(?:js|d\.ts|ts)$|_pb\.rb$|\.designer\.cs$/i;

function isGenerated({ folders, name }: PathParts): boolean {
  return GENERATED_NAME.test(name) || folders.some((folder) => GENERATED_FOLDERS.has(folder));
}

const FIXTURE_FOLDERS = namesOf(
  'fixture fixtures __fixtures__ testdata test-data test_data mock mocks __mocks__ mock-data mockdata mock_data ' +
    'mock-server stubs __stubs__ fakes cassettes __snapshots__ sample-data sample_data',
);
const FIXTURE_NAME = /\.(?:mocks?|fixtures?|stubs?)\.\w+$|\.snap$|^mock[-_]?data\.\w+$/i;

function isFixture({ folders, name }: PathParts): boolean {
  return FIXTURE_NAME.test(name) || folders.some((folder) => FIXTURE_FOLDERS.has(folder));
}

const TEST_WORDS = namesOf('test tests spec specs e2e');
const TEST_FOLDERS = namesOf('testing cypress playwright bench benches benchmark benchmarks perf-tests k6');
/** After `test-` these speak of testing; other words may be the application's own: `test-results`, `test-drive`. */
const TEST_HELPERS = namesOf(
  'util utils utilities helper helpers data support setup lib harness kit common suite suites case cases ' +
    'resources mocks config shared tools framework env integration server app runner project projects base',
);
/** Speed and A/B tests are things that applications do. */
const TESTED_BUSINESS = namesOf('ab b speed split');

/** `tests`, `integration-tests`, `MyApp.Tests`, `test-utils`; not `latest`, `test-results`, `ab-test`. */
function isTestWords(words: readonly string[]): boolean {
  const [first = '', second = ''] = words;
  const last = words.at(-1) ?? '';
  if (TEST_WORDS.has(first) && (words.length === 1 || TEST_HELPERS.has(second))) return true;
  if (words.length > 1 && first === 'e2e') return true;
  return words.length > 1 && TEST_WORDS.has(last) && !TESTED_BUSINESS.has(words.at(-2) ?? '');
}

/** By language: what its test runners look for, and how helpers of tests are named. */
const TEST_FILE_PATTERNS: readonly { readonly extensions: ReadonlySet<string>; readonly name: RegExp }[] = [
  {
    extensions: namesOf('js jsx mjs cjs ts tsx mts cts vue svelte'),
    name: /[.\-_](?:test|tests|spec|specs|e2e|cy|bench|benchmark|test-d|steps|po)\.\w+$|^(?:setup-?tests?|jest[.-]setup|vitest[.-]setup|e2e)\b/i,
  },
  {
    extensions: namesOf('py pyi'),
    name: /^test_|_tests?\.py$|^tests?\.py$|^conftest\.py$|^locustfile\.py$|^bench(?:mark)?_/,
  },
  { extensions: namesOf('rb'), name: /_(?:spec|test)\.rb$|^(?:spec|rails|test)_helper\.rb$/ },
  { extensions: namesOf('go rs ex exs sh bash'), name: /_tests?\.\w+$|^test_helper\.exs$/ },
  {
    extensions: namesOf('java kt kts groovy scala cs php'),
    name: /(?:[a-z0-9](?:Tests?|TestCase|Spec|IT)|^Test[A-Z]\w*)\.\w+$/,
  },
];

function isTest(parts: PathParts): boolean {
  const { folders, rawFolders, name, extension } = parts;
  if (folders.some((folder) => TEST_FOLDERS.has(folder))) return true;
  if (rawFolders.some((folder, index) => !isTestSettings(parts, index) && isTestWords(wordsOf(folder)))) {
    return true;
  }
  // `settings/test.py` and `config/test.js` are settings that speak of an environment.
  if (!isCodeExtension(extension) || isConfigurationFolder(folders.at(-1))) return false;
  if (TEST_FILE_PATTERNS.some((pattern) => pattern.extensions.has(extension) && pattern.name.test(name))) {
    return true;
  }
  const words = wordsOf(name.slice(0, -extension.length - 1));
  return TEST_WORDS.has(words[0] ?? '') && isTestWords(words) && !isConfiguration(parts);
}

/** `config/test/` holds the settings of the test environment. */
function isTestSettings({ folders }: PathParts, index: number): boolean {
  return isConfigurationFolder(folders[index - 1]) && TEST_WORDS.has(folders[index] ?? '');
}

function isConfigurationFolder(folder: string | undefined): boolean {
  return (
    folder !== undefined && /^(?:config|configs|conf|settings|env|envs|environments|overlays)$/.test(folder)
  );
}

const EXAMPLE_WORDS = namesOf('example examples sample samples demo demos');
const EXAMPLE_FOLDERS = namesOf('tutorial tutorials playground playgrounds .storybook storybook');
const EXAMPLE_NAME =
  /(?:^|[.\-_])(?:example|examples|sample|demo)(?:\.\w+)?$|\.dist$|^\.env[.\-_]?(?:template|tpl|dist|defaults)$|\.stories\.\w+$|^(?:example|sample)\.\w+$/i;

function isExample({ folders, name }: PathParts): boolean {
  if (EXAMPLE_NAME.test(name)) return true;
  return folders.some(
    (folder) => EXAMPLE_FOLDERS.has(folder) || EXAMPLE_WORDS.has(wordsOf(folder).at(-1) ?? ''),
  );
}

const DOCUMENTATION_FOLDERS = namesOf('docs doc documentation wiki javadoc');
const DOCUMENTATION_EXTENSIONS = namesOf('md mdx markdown rst adoc asciidoc');

function isDocumentation({ folders, extension }: PathParts): boolean {
  return (
    DOCUMENTATION_EXTENSIONS.has(extension) || folders.some((folder) => DOCUMENTATION_FOLDERS.has(folder))
  );
}

const MIGRATION_FOLDERS = namesOf(
  'migrations migration migrate alembic flyway liquibase seeds seed seeders seeder',
);
const MIGRATION_NAME = /\.(?:migration|seed|seeder)\.\w+$|^(?:seeds?|seeder|migrate)\.\w+$/i;

function isMigration({ folders, name, extension }: PathParts): boolean {
  if (folders.some((folder) => MIGRATION_FOLDERS.has(folder))) return true;
  return isCodeExtension(extension) && MIGRATION_NAME.test(name);
}

const BUILD_FOLDERS = namesOf(
  'build .github .gitlab .circleci .ci ci .buildkite .husky buildsrc .devcontainer',
);
/** Tools by name and not every `*.config.js`: `db.config.js` and `auth.config.js` are the application's own. */
const BUILD_TOOLS = (
  'vite vitest webpack rollup babel postcss tailwind eslint prettier stylelint jest next nuxt svelte astro vue ' +
  'craco metro tsup tsdown esbuild rspack rsbuild rolldown farm playwright cypress commitlint lint-staged release ' +
  'docusaurus uno quasar remix react-router snowpack karma protractor wdio nightwatch codecept stencil codegen ' +
  'graphql orval changelog oxlint knip size-limit turbo typedoc vuepress windi panda electron-builder forge ' +
  'capacitor contentlayer gatsby sanity web-test-runner'
).split(' ');
const BUILD_NAMES = [
  new RegExp(`^(?:${BUILD_TOOLS.join('|')})(?:[.-][\\w-]+)*[.-]conf(?:ig)?\\.[cm]?[jt]s$`, 'i'),
  /^(?:webpack\.[\w.-]+|gatsby-(?:node|ssr|browser)|\.[\w-]+rc|gruntfile|gulpfile(?:\.babel)?|jakefile|dangerfile|config-overrides|\.pnpmfile)\.[cm]?[jt]s$/i,
  /^(?:setup|noxfile|versioneer|hatch_build|conanfile)\.py$/,
  /^build\.(?:rs|sbt|gradle|gradle\.kts)$|^settings\.gradle(?:\.kts)?$/,
];

/** Whether a `setup.py` installs a package; an application may have a module of that name: `handlers/setup.py`. */
export function isInstaller(text: string): boolean {
  return /\b(?:setuptools|distutils|skbuild)\b/.test(text);
}

function isBuild({ folders, name }: PathParts, head: string | undefined): boolean {
  if (name === 'setup.py' && head !== undefined && !isInstaller(head)) return false;
  return (
    BUILD_NAMES.some((pattern) => pattern.test(name)) || folders.some((folder) => BUILD_FOLDERS.has(folder))
  );
}

/** Scripts of a browser's page. */
const PAGE_FOLDERS = namesOf('public static assets app client frontend web wwwroot content www htdocs');
/** Below these, `tools` are what the application offers, to a language model for instance. */
const SOURCE_FOLDERS = namesOf('src app lib server backend api agent agents pkg internal');
const SCRIPT_NAME = /^(?:manage|fabfile)\.py$|\.rake$|^rakefile$/i;
/** `bin/www` of Express starts the application; these do not. */
const BIN_SCRIPT =
  /^(?:setup|dev|console|deploy|install|test|lint|ci|release|build|update|bootstrap)(?:\.\w+)?$/i;
/** What a container runs, wherever it is kept. */
const ENTRY_POINT = /^(?:docker-?)?entry-?point\b|^(?:start|run)(?:-\w+)?\.sh$/i;

function isScript({ folders, name }: PathParts): boolean {
  if (SCRIPT_NAME.test(name)) return true;
  return folders.some((folder, index) => {
    const outer = folders[index - 1] ?? '';
    if (folder === 'scripts' || folder === 'script') {
      // `apps/web` of a monorepo is an application, and no folder of its pages.
      const isPage = PAGE_FOLDERS.has(outer) && !/^(?:apps|packages)$/.test(folders[index - 2] ?? '');
      return !isPage && !ENTRY_POINT.test(name);
    }
    if (folder === 'tools' || folder === 'tool' || folder === 'hack') {
      return !folders.slice(0, index).some((before) => SOURCE_FOLDERS.has(before));
    }
    if (folder === 'commands') return outer === 'management';
    return folder === 'bin' && index === folders.length - 1 && BIN_SCRIPT.test(name);
  });
}

function namesOf(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
