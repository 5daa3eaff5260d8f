import { wordsOf } from './path-words.ts';

/** What the folders around a file say of its role, whatever the file is called. */
export type FolderSigns = {
  /** In lower case; undefined at the root. */
  readonly innermost: string | undefined;
  /** What is in it is served as it stands. */
  readonly isPublic: boolean;
  readonly isVendored: boolean;
  readonly isGenerated: boolean;
  readonly isFixture: boolean;
  readonly isTest: boolean;
  readonly isExample: boolean;
  readonly isDocumentation: boolean;
  readonly isMigration: boolean;
  readonly isBuild: boolean;
  readonly isTools: boolean;
  /** Of scripts, but for what a container runs. */
  readonly isScripts: boolean;
};

/**
 * Files come folder by folder, so what was told last is kept.
 *
 * @param rawFolders as written, outermost first
 */
export function signsOf(rawFolders: readonly string[]): FolderSigns {
  const path = rawFolders.join('/');
  if (last?.path !== path) last = { path, signs: readSigns(packageless(rawFolders)) };
  return last.signs;
}

let last: { readonly path: string; readonly signs: FolderSigns } | undefined;

function readSigns(rawFolders: readonly string[]): FolderSigns {
  const folders = rawFolders.map((folder) => folder.toLowerCase());
  const anyOf = (names: ReadonlySet<string>) => folders.some((folder) => names.has(folder));
  return {
    innermost: folders.at(-1),
    isPublic: anyOf(PUBLIC_FOLDERS),
    isVendored: isVendored(folders),
    isGenerated: anyOf(GENERATED_FOLDERS),
    isFixture: anyOf(FIXTURE_FOLDERS),
    isTest: anyOf(TEST_FOLDERS) || areTests(rawFolders, folders),
    isExample: folders.some(
      (folder) => EXAMPLE_FOLDERS.has(folder) || EXAMPLE_WORDS.has(wordsOf(folder).at(-1) ?? ''),
    ),
    isDocumentation: anyOf(DOCUMENTATION_FOLDERS),
    isMigration: anyOf(MIGRATION_FOLDERS),
    isBuild: anyOf(BUILD_FOLDERS),
    isTools: areTools(folders),
    isScripts: areScripts(folders),
  };
}

/**
 * Folders below `src/main/<language>` name a package, not a purpose: a generated Spring application lives in
 * `com/example/demo`.
 */
function packageless(rawFolders: readonly string[]): readonly string[] {
  const main = rawFolders.findIndex(
    (folder, index) => folder.toLowerCase() === 'main' && rawFolders[index - 1]?.toLowerCase() === 'src',
  );
  return main < 0 ? rawFolders : rawFolders.slice(0, main);
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
function isVendored(folders: readonly string[]): boolean {
  return folders.some((folder, index) => {
    if (VENDORED_FOLDERS.has(folder)) return true;
    const before = folders.slice(0, index);
    if (LIBRARY_FOLDERS.has(folder) && before.some((outer) => PUBLIC_FOLDERS.has(outer))) return true;
    if (folder !== 'vendor' && folder !== 'vendors') return false;
    return !BUSINESS_FOLDERS.has(folders[index - 1] ?? '');
  });
}

const GENERATED_FOLDERS = namesOf(
  '__generated__ generated .next .nuxt .svelte-kit .output .angular dist coverage htmlcov __pycache__ gen-src ' +
    '.eggs .tox .nox .gradle .terraform',
);
const FIXTURE_FOLDERS = namesOf(
  'fixture fixtures __fixtures__ testdata test-data test_data mock mocks __mocks__ mock-data mockdata mock_data ' +
    'mock-server stubs __stubs__ fakes cassettes __snapshots__ sample-data sample_data',
);
export const TEST_WORDS = namesOf('test tests spec specs e2e');
const TEST_FOLDERS = namesOf('testing cypress playwright bench benches benchmark benchmarks perf-tests k6');
/** After `test-` these speak of testing; other words may be the application's own: `test-results`, `test-drive`. */
const TEST_HELPERS = namesOf(
  'util utils utilities helper helpers data support setup lib harness kit common suite suites case cases ' +
    'resources mocks config shared tools framework env integration server app runner project projects base',
);
/** Speed and A/B tests are things that applications do. */
const TESTED_BUSINESS = namesOf('ab b speed split');

/** `tests`, `integration-tests`, `MyApp.Tests`, `test-utils`; not `latest`, `test-results`, `ab-test`. */
export function isTestWords(words: readonly string[]): boolean {
  const [first = '', second = ''] = words;
  const last = words.at(-1) ?? '';
  if (TEST_WORDS.has(first) && (words.length === 1 || TEST_HELPERS.has(second))) return true;
  if (words.length > 1 && first === 'e2e') return true;
  return words.length > 1 && TEST_WORDS.has(last) && !TESTED_BUSINESS.has(words.at(-2) ?? '');
}

function areTests(rawFolders: readonly string[], folders: readonly string[]): boolean {
  return rawFolders.some((folder, index) => !isTestSettings(folders, index) && isTestWords(wordsOf(folder)));
}

/** `config/test/` holds the settings of the test environment. */
function isTestSettings(folders: readonly string[], index: number): boolean {
  return isConfigurationFolder(folders[index - 1]) && TEST_WORDS.has(folders[index] ?? '');
}

export function isConfigurationFolder(folder: string | undefined): boolean {
  return (
    folder !== undefined && /^(?:config|configs|conf|settings|env|envs|environments|overlays)$/.test(folder)
  );
}

const EXAMPLE_WORDS = namesOf('example examples sample samples demo demos');
const EXAMPLE_FOLDERS = namesOf('tutorial tutorials playground playgrounds .storybook storybook');
const DOCUMENTATION_FOLDERS = namesOf('docs doc documentation wiki javadoc');
const MIGRATION_FOLDERS = namesOf(
  'migrations migration migrate alembic flyway liquibase seeds seed seeders seeder',
);
const BUILD_FOLDERS = namesOf(
  'build .github .gitlab .circleci .ci ci .buildkite .husky buildsrc .devcontainer',
);
/** Scripts of a browser's page. */
const PAGE_FOLDERS = namesOf('public static assets app client frontend web wwwroot content www htdocs');
/** Below these, `tools` are what the application offers, to a language model for instance. */
const SOURCE_FOLDERS = namesOf('src app lib server backend api agent agents pkg internal');
function areScripts(folders: readonly string[]): boolean {
  return folders.some((folder, index) => {
    if (folder !== 'scripts' && folder !== 'script') return false;
    // `apps/web` of a monorepo is an application, and no folder of its pages.
    const isPage = PAGE_FOLDERS.has(folders[index - 1] ?? '');
    return !isPage || /^(?:apps|packages)$/.test(folders[index - 2] ?? '');
  });
}

function areTools(folders: readonly string[]): boolean {
  return folders.some((folder, index) => {
    if (folder === 'tools' || folder === 'tool' || folder === 'hack') {
      return !folders.slice(0, index).some((outer) => SOURCE_FOLDERS.has(outer));
    }
    return folder === 'commands' && folders[index - 1] === 'management';
  });
}

export function namesOf(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
