import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roleOf } from '../../server/src/engine/roles.ts';
import type { Environment, Role } from '../../server/src/model/role.ts';

const ROLES: Record<Role, string[]> = {
  application: [
    'server.js',
    'index.ts',
    'app/main.py',
    'bin/www',
    'bin/www.js',
    'bin/server.ts',
    // Words that only hold the letters of another role.
    'src/latest.ts',
    'src/latest/index.ts',
    'src/contest/index.js',
    'contests/views.py',
    'src/attestation.ts',
    'app/respect.py',
    'src/inspector/index.ts',
    'src/stock.js',
    'src/immigration/rules.py',
    'src/democracy.py',
    'src/doctors/index.ts',
    'src/docs.ts',
    'src/builder/index.ts',
    'src/toolsmith.ts',
    'src/distance/index.ts',
    'src/distribution.js',
    'src/description.ts',
    // Words of the business.
    'src/test-results/list.ts',
    'src/test-drive.service.ts',
    'services/ab-test/server.js',
    'speed-test/server.js',
    'app/routes/vendor/list.js',
    'src/modules/vendors/vendors.service.ts',
    'src/stories/stories.controller.ts',
    'src/agent/tools/search.py',
    'src/tools/web.ts',
    'app/scripts/main.js',
    'public/scripts/main.js',
    'backend/app/api/v1/users.py',
    // The default package of a generated Spring application, and any package below src/main.
    'src/main/java/com/example/demo/DemoApplication.java',
    'src/main/kotlin/com/acme/test/Api.kt',
    'src/main/java/com/acme/docs/samples/Api.java',
    // Configuration of the application, not of its tools.
    'app/config/db.config.js',
    'config/auth.config.js',
    'src/config/app.config.ts',
    'knexfile.js',
    'ormconfig.js',
    'ecosystem.config.js',
    'gunicorn.conf.py',
    'settings/test.py',
    'mysite/settings/base.py',
    'config/test.js',
    'config/test/database.js',
    'config/environments/test.rb',
    'src/setup.js',
    'src/setup.ts',
    // What a container runs.
    'scripts/entrypoint.sh',
    'scripts/docker-entrypoint.sh',
    'scripts/start.sh',
    'bin/start.sh',
    // Formats.
    'Dockerfile',
    'Dockerfile.test',
    'docker-compose.test.yml',
    'Procfile',
    '.env',
    '.env.test',
    'nginx.conf.template',
    'deploy/k8s/web.yaml',
    'package.json',
    'tests.json',
    'jquery-loader.ts',
    'src/angular.js',
    '',
    'a',
  ],
  test: [
    'index.test.ts',
    'src/index.test.tsx',
    'src/index.spec.js',
    'src/app.e2e-spec.ts',
    'src/server-test.js',
    'src/login.cy.ts',
    'test/server.js',
    'tests/settings.py',
    'spec/models/user_spec.rb',
    '__tests__/a.js',
    'src/__tests__/a.ts',
    'e2e/login.ts',
    'apps/web-e2e/src/app.ts',
    'cypress/support/index.js',
    'src/test-utils/server.ts',
    'src/test-utils.ts',
    'src/testUtils.ts',
    'src/testing/harness.py',
    'integration-tests/run.js',
    'integration_tests/run.py',
    'MyApp.Tests/Startup.cs',
    'MyApp.UnitTests/A.cs',
    'app/src/androidTest/java/A.java',
    'src/test/java/com/acme/ServerTest.java',
    'lib/FooTest.java',
    'lib/FooTests.cs',
    'lib/TestFoo.kt',
    'conftest.py',
    'app/test_views.py',
    'app/views_test.py',
    'shop/tests.py',
    'test.py',
    'pkg/server_test.go',
    'test/app_web/live_test.exs',
    'setupTests.js',
    'jest.setup.js',
    'bench/run.js',
    'benchmarks/http.py',
    'src/parse.bench.ts',
    'locustfile.py',
    'test.js',
    'test/Dockerfile',
    'tests/docker-compose.yml',
  ],
  fixture: [
    'tests/fixtures/app.js',
    'test/fixture/server.py',
    '__fixtures__/a.ts',
    'src/__mocks__/redis.js',
    'mocks/handlers.ts',
    'pkg/testdata/a.go',
    'src/user.mock.ts',
    'src/user.fixture.ts',
    '__snapshots__/a.test.ts.snap',
    'src/mockData.js',
  ],
  example: [
    'examples/server.js',
    'example/app.py',
    'packages/sdk/examples/next/index.ts',
    'samples/a.py',
    'demo/server.js',
    'apps/express-demo/server.js',
    '.env.example',
    '.env.sample',
    '.env.template',
    '.env.dist',
    'config.example.js',
    'config/settings.sample.py',
    'docker-compose.example.yml',
    'local_settings.py.example',
    'parameters.yml.dist',
    'src/button.stories.tsx',
    '.storybook/main.ts',
    'example.env',
  ],
  documentation: ['docs/conf.py', 'doc/server.js', 'README.md', 'guide.rst', 'website/docs/a.mdx'],
  migration: [
    'shop/migrations/0001_initial.py',
    'db/migrate/20200101_users.rb',
    'alembic/env.py',
    'alembic/versions/1.py',
    'src/migrations/1-users.ts',
    'src/users.migration.ts',
    'prisma/seed.ts',
    'database/seeders/User.php',
    'db/seeds.rb',
  ],
  script: [
    'scripts/deploy.js',
    'apps/web/scripts/sync.ts',
    'src/scripts/sync.ts',
    'script/setup',
    'tools/gen.py',
    'hack/run.sh',
    'manage.py',
    'fabfile.py',
    'shop/management/commands/sync.py',
    'lib/tasks/a.rake',
    'Rakefile',
    'bin/setup',
    'bin/deploy.sh',
  ],
  build: [
    'vite.config.ts',
    'packages/web/vite.config.mts',
    'webpack.config.js',
    'webpack.prod.js',
    'next.config.js',
    'jest.config.ts',
    'tailwind.config.js',
    'karma.conf.js',
    'gatsby-config.js',
    'Gruntfile.js',
    'gulpfile.babel.js',
    '.eslintrc.js',
    'setup.py',
    'noxfile.py',
    'build/webpack.dev.conf.js',
    '.github/workflows/ci.yml',
    'ci/run.py',
    'build.gradle.kts',
  ],
  generated: [
    'api/user.pb.go',
    'api/user_pb2.py',
    'api/user_pb2_grpc.py',
    'src/schema.g.ts',
    'src/api.generated.ts',
    'src/__generated__/types.ts',
    'src/generated/client.ts',
    'dist/server.js',
    '.next/server/app.js',
    'proto/user_pb.js',
  ],
  vendored: [
    'node_modules/express/index.js',
    'packages/a/node_modules/b/index.test.js',
    'vendor/autoload.php',
    'vendor/github.com/a/b/c.go',
    'lib/vendor/a.js',
    'third_party/a/b.py',
    'bower_components/jquery/jquery.js',
    '.venv/lib/python3.11/site-packages/flask/app.py',
    'static/js/lib/chart.js',
    'public/vendor/a.js',
    'wwwroot/lib/jquery/jquery.js',
    'public/js/jquery.js',
    'js/jquery-3.4.1.js',
    'src/d3-5.16.0.js',
    'assets/bootstrap.bundle.min.js',
  ],
  minified: ['js/app.min.js', 'css/a.min.css', 'a-min.js', 'js/main.bundle.js', 'js/2.chunk.js'],
};

for (const [role, paths] of Object.entries(ROLES)) {
  test(`paths of role ${role}`, () => {
    const wrong = paths
      .map((path) => ({ path, role: roleOf(path).role }))
      .filter((found) => found.role !== role);
    assert.deepEqual(wrong, []);
  });
}

const ENVIRONMENTS: Record<Environment, string[]> = {
  development: [
    'docker-compose.dev.yml',
    'docker-compose-dev.yml',
    'docker-compose.override.yml',
    'docker-compose.local.yml',
    'compose.dev.yaml',
    'Dockerfile.dev',
    'dev.Dockerfile',
    'Procfile.dev',
    '.env.development',
    '.env.local',
    '.env.development.local',
    'mysite/settings/dev.py',
    'settings_local.py',
    'local_settings.py',
    'config/local.js',
    'config/environments/development.rb',
    'appsettings.Development.json',
    'application-dev.yml',
    'src/server-dev.js',
    'server.dev.ts',
    'webpack.dev.js',
    'values-local.yaml',
    '.devcontainer/docker-compose.yml',
    'docker/dev/Dockerfile',
    'dev/index.js',
    'overlays/dev/patch.yaml',
  ],
  test: [
    'docker-compose.test.yml',
    'docker-compose.ci.yml',
    'settings/test.py',
    'mysite/settings_test.py',
    'config/test.js',
    '.env.test',
    'application-test.properties',
    'config/environments/test.rb',
  ],
  production: [
    'config/environments/production.rb',
    'config/environments/production.js',
    'src/environments/environment.prod.ts',
    '.env.production',
    '.env.staging',
    'docker-compose.prod.yml',
    'Dockerfile.production',
    'settings/prod.py',
    'overlays/production/patch.yaml',
    'deploy/staging/web.yaml',
    'values-prod.yaml',
    'gunicorn.prod.py',
  ],
  any: [
    'server.js',
    '.env',
    '.env.example',
    'Dockerfile',
    'Procfile',
    'docker-compose.yml',
    'settings.py',
    'config/default.js',
    // Code that is about something else of that name.
    'src/passport-local.js',
    'src/strategies/local.strategy.ts',
    'src/local-storage.ts',
    'storage/local/files.ts',
    'src/pipeline/stage.ts',
    'src/device.ts',
    'src/products.ts',
    'src/reproduction/index.ts',
    'src/test-results/list.ts',
    'devices.yml',
    'productions.yml',
    'latest.yml',
  ],
};

for (const [environment, paths] of Object.entries(ENVIRONMENTS)) {
  test(`paths of environment ${environment}`, () => {
    const wrong = paths
      .map((path) => ({ path, environment: roleOf(path).environment }))
      .filter((found) => found.environment !== environment);
    assert.deepEqual(wrong, []);
  });
}

const GENERATED_HEADS = [
  '// Code generated by protoc-gen-go. DO NOT EDIT.\npackage a\n',
  '/**\n * @generated SignedSource<<abc>>\n */\n',
  '# -*- coding: utf-8 -*-\n# Generated by the protocol buffer compiler.  DO NOT EDIT!\n',
  '/* eslint-disable */\n/* This file was automatically generated from the schema. */\n',
  '// <auto-generated>\n',
  '/* Generated by openapi\n * Do not edit this file by hand. */',
  '# This file is auto-generated from the current state of the database.\n',
];
const WRITTEN_HEADS = [
  // What `django-admin startproject` writes.
  '"""\nDjango settings for mysite project.\n\nGenerated by \'django-admin startproject\' using Django 4.2.\n"""\nDEBUG = True\n',
  '// Generated by the scaffold, yours to change.\nconst express = require("express");\n',
  'console.log("@generated");\n',
  '// The report is generated at night.\nconst a = 1;\n',
  '// Do not edit the password here.\nconst a = 1;\n',
  'send(author@generated.example)\n',
  `${'const a = 1;\n'.repeat(500)}// @generated\n`,
];

test('a marker in a comment at the top makes a file generated', () => {
  for (const head of GENERATED_HEADS) assert.equal(roleOf('src/a.ts', head).role, 'generated', head);
  for (const head of WRITTEN_HEADS) assert.equal(roleOf('src/a.ts', head).role, 'application', head);
});

test('a module may be called setup.py', () => {
  assert.equal(roleOf('setup.py', 'from setuptools import setup\n').role, 'build');
  assert.equal(roleOf('app/handlers/setup.py', 'from flask import request\n').role, 'application');
});

test('a line that nobody writes makes a script minified', () => {
  const long = `(function(){${'var a=1;'.repeat(700)}})();`;
  assert.equal(roleOf('public/a.js', long).role, 'minified');
  assert.equal(roleOf('public/a.js', `/*! licence */\n${long}\n`).role, 'minified');
  assert.equal(roleOf('public/a.js', 'var a=1;\n'.repeat(3000)).role, 'application');
  assert.equal(roleOf('src/icon.py', `ICON = "${'A'.repeat(6000)}"\n`).role, 'application');
  assert.equal(roleOf('src/a.js', `${'var a=1;\n'.repeat(5000)}${long}`).role, 'application');
});

test('a path gives a role whatever it holds', () => {
  for (const path of ['/', '//', '..', '.', 'a/', '.js', '__proto__/constructor.js', 'toString']) {
    assert.equal(roleOf(path).role, 'application', path);
  }
});
