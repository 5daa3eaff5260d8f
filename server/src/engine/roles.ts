import type { Environment, Role } from '../model/role.ts';
import { environmentOf, isConfiguration } from './environments.ts';
import {
  type FolderSigns,
  isConfigurationFolder,
  isTestWords,
  namesOf,
  signsOf,
  TEST_WORDS,
} from './folder-signs.ts';
import { saysGenerated } from './generated.ts';
import { isCodeExtension, splitPath, wordsOf } from './path-words.ts';

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

type Parts = {
  readonly name: string;
  /** In lower case, without the dot. */
  readonly extension: string;
  readonly folders: FolderSigns;
};

function partsOf(path: string): Parts {
  const { rawFolders, name, extension } = splitPath(path);
  return { name, extension, folders: signsOf(rawFolders) };
}

/** The first role that applies: what nobody edits, then what never serves, then what serves beside the application. */
function roleOfPath(path: string, head: string | undefined): Role {
  const parts = partsOf(path);
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

const LIBRARY_FILE =
  /^(?:jquery|bootstrap|angular|lodash|underscore|backbone|modernizr|moment|require|knockout|ember|handlebars)(?:[-.][\w.-]*)?\.js$|[-.]v?\d+\.\d+\.\d+(?:[-.](?:min|pack|slim|bundle|umd|esm))*\.(?:js|css)$/i;

function isVendored({ folders, name }: Parts): boolean {
  // `angular.js` may be code of ours; with a version or in a folder that is served as it stands it is the library.
  return folders.isVendored || (LIBRARY_FILE.test(name) && (/\d/.test(name) || folders.isPublic));
}

const SCRIPT_OR_STYLE = namesOf('js mjs cjs jsx css');
const MINIFIED_NAME = /[.-]min\.(?:js|mjs|cjs|css)$|\.(?:bundle|chunk)\.(?:js|css)$/i;

function isMinified({ name, extension }: Parts, head: string | undefined): boolean {
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

const GENERATED_NAME =
  /\.(?:pb|g|gen|generated|designer)\.\w+$|\.pb\.gw\.go$|_pb2(?:_grpc)?\.pyi?$|_(?:grpc_)?pb\.(?:js|d\.ts|ts)$|_pb\.rb$|\.designer\.cs$/i;

function isGenerated({ folders, name }: Parts): boolean {
  return folders.isGenerated || GENERATED_NAME.test(name);
}

const FIXTURE_NAME = /\.(?:mocks?|fixtures?|stubs?)\.\w+$|\.snap$|^mock[-_]?data\.\w+$/i;

function isFixture({ folders, name }: Parts): boolean {
  return folders.isFixture || FIXTURE_NAME.test(name);
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

/** Before names are taken apart: few come so far. */
const MAY_BEGIN_WITH_TEST = /^[^a-z0-9]*(?:test|spec|e2e)/i;

function isTest({ folders, name, extension }: Parts): boolean {
  if (folders.isTest) return true;
  // `settings/test.py` and `config/test.js` are settings that speak of an environment.
  if (!isCodeExtension(extension) || isConfigurationFolder(folders.innermost)) return false;
  if (TEST_FILE_PATTERNS.some((pattern) => pattern.extensions.has(extension) && pattern.name.test(name))) {
    return true;
  }
  if (!MAY_BEGIN_WITH_TEST.test(name)) return false;
  const words = wordsOf(name.slice(0, -extension.length - 1));
  return TEST_WORDS.has(words[0] ?? '') && isTestWords(words) && !isConfiguration(words, folders.innermost);
}

const EXAMPLE_NAME =
  /(?:^|[.\-_])(?:example|examples|sample|demo)(?:\.\w+)?$|\.dist$|^\.env[.\-_]?(?:template|tpl|dist|defaults)$|\.stories\.\w+$|^(?:example|sample)\.\w+$/i;

function isExample({ folders, name }: Parts): boolean {
  return folders.isExample || EXAMPLE_NAME.test(name);
}

const DOCUMENTATION_EXTENSIONS = namesOf('md mdx markdown rst adoc asciidoc');

function isDocumentation({ folders, extension }: Parts): boolean {
  return folders.isDocumentation || DOCUMENTATION_EXTENSIONS.has(extension);
}

const MIGRATION_NAME = /\.(?:migration|seed|seeder)\.\w+$|^(?:seeds?|seeder|migrate)\.\w+$/i;

function isMigration({ folders, name, extension }: Parts): boolean {
  return folders.isMigration || (isCodeExtension(extension) && MIGRATION_NAME.test(name));
}

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

function isBuild({ folders, name }: Parts, head: string | undefined): boolean {
  if (name === 'setup.py' && head !== undefined && !isInstaller(head)) return false;
  return folders.isBuild || BUILD_NAMES.some((pattern) => pattern.test(name));
}

const SCRIPT_NAME = /^(?:manage|fabfile)\.py$|\.rake$|^rakefile$/i;
/** `bin/www` of Express starts the application; these do not. */
const BIN_SCRIPT =
  /^(?:setup|dev|console|deploy|install|test|lint|ci|release|build|update|bootstrap)(?:\.\w+)?$/i;
/** What a container runs, wherever it is kept. */
const ENTRY_POINT = /^(?:docker-?)?entry-?point\b|^(?:start|run)(?:-\w+)?\.sh$/i;

function isScript({ folders, name }: Parts): boolean {
  if (folders.isTools || SCRIPT_NAME.test(name)) return true;
  if (folders.isScripts && !ENTRY_POINT.test(name)) return true;
  return folders.innermost === 'bin' && BIN_SCRIPT.test(name);
}
