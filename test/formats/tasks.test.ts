import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { artisanCommands } from '../../server/src/formats/tasks/artisan.ts';
import { mixAliases, mixTask } from '../../server/src/formats/tasks/mix.ts';
import { pythonApplications } from '../../server/src/formats/tasks/python-application.ts';
import { queuedClasses, rakeTasks } from '../../server/src/formats/tasks/rake.ts';
import type { DefinedTask } from '../../server/src/formats/tasks/task.ts';
import { assertLinear, textOf } from './generated-text.ts';

/** Names with what stands at their places. */
function found(text: string, tasks: readonly DefinedTask[]): readonly string[] {
  return tasks.map(({ name, span }) => `${name} ${text.slice(span.start, span.end)}`);
}

test('tasks of Rake have the names of the namespaces around them', () => {
  const text = `require 'rake'
# task :none
desc "Counts what there is"
task :count => :environment do
end

namespace :stock do
  desc 'Fetches'
  task :import, [:day] => :environment do |_, arguments|
    task_list = []
  end
  namespace "old" do
    task remove: %w[count] do
    end
  end
  task("export") { }
end
task default: :count
task name_of_a_variable
`;
  assert.deepEqual(found(text, rakeTasks(text)), [
    'count count',
    'stock:import import',
    'stock:old:remove remove',
    'stock:export export',
    'default default',
  ]);
  assert.equal(rakeTasks(text)[0]?.summary, 'Counts what there is');
});

test('queues are those of jobs and workers', () => {
  const text = `class MailJob < ApplicationJob
  queue_as :mail
end
class Images::Worker
  include Sidekiq::Job
  sidekiq_options retry: 3, queue: 'images'
end
class Old
  queue_as { arguments.first }
end
`;
  assert.deepEqual(
    queuedClasses(text).map(({ name, queue }) => `${queue} ${name}`),
    ['mail MailJob', 'images Images::Worker'],
  );
});

test('tasks of Mix are aliases and modules', () => {
  const text = `defmodule Shop.MixProject do
  def project, do: [app: :shop, aliases: aliases(), deps: deps()]

  defp aliases do
    [
      setup: ["deps.get", "ecto.setup"],
      "ecto.setup": ["ecto.create", "ecto.migrate"]
    ]
  end

  defp deps do
    [phoenix: "~> 1.7"]
  end
end
`;
  assert.deepEqual(found(text, mixAliases(text)), ['setup setup', 'ecto.setup ecto.setup']);
  const task = 'defmodule Mix.Tasks.Shop.ImportCSV do\n  @shortdoc "Imports"\n';
  assert.deepEqual(mixTask(task), {
    name: 'shop.import_csv',
    span: { start: 20, end: 34 },
    summary: 'Imports',
  });
  assert.equal(mixTask('defmodule Shop.Mix do\n'), undefined);
});

test('commands of artisan are those of signatures, names and attributes', () => {
  const text = `<?php
#[AsCommand(name: 'stock:count')]
class Send extends Command {
  protected $signature = 'mail:send {user} {--queue}';
}
Artisan::command('mail:purge', function () {});
`;
  assert.deepEqual(found(text, artisanCommands(text)), [
    'stock:count stock:count',
    'mail:send mail:send',
    'mail:purge mail:purge',
  ]);
});

test('applications of Python are what frameworks make at the top of a module', () => {
  const text = `app = Flask(__name__)
api: FastAPI = fastapi.FastAPI(title="shop")
application = get_wsgi_application()
other = compute()
def make():
    inner = Flask(__name__)
`;
  assert.deepEqual(found(text, pythonApplications(text)), ['app app', 'api api', 'application application']);
});

const READERS: Readonly<Record<string, (text: string) => readonly DefinedTask[]>> = {
  rakeTasks,
  queuedClasses,
  mixAliases,
  mixTask: (text) => [mixTask(text) ?? []].flat(),
  artisanCommands,
  pythonApplications,
};

const texts = textOf([
  ...[
    'task ',
    ':a',
    ' "b"',
    'namespace ',
    ' do\n',
    '\nend',
    '\n',
    '  ',
    'desc "x"',
    'class A\n',
    'queue_as :m',
  ],
  ...[
    'defp aliases do\n',
    '"a.b": [',
    'defmodule Mix.Tasks.',
    '$signature = "',
    'Artisan::command(',
    "'",
    '{',
  ],
  ...['app = Flask(', 'application: X = ', 'é', '🦊', '=', '('],
]);

test('whatever a file holds, what is found lies in it', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(...Object.keys(READERS)), (text, reader) => {
      for (const { name, span } of READERS[reader]?.(text) ?? []) {
        assert.ok(0 <= span.start && span.start < span.end && span.end <= text.length);
        if (reader !== 'mixTask')
          assert.ok(name.endsWith(text.slice(span.start, span.end)) || reader === 'queuedClasses');
      }
    }),
    { numRuns: 10_000 },
  );
});

for (const [name, read] of Object.entries(READERS)) {
  for (const repeated of [
    'task :a\n',
    'namespace ',
    'class A\nqueue_as :b\n',
    ' a = Flask',
    '$name = "',
    '\n  "a": ',
    ' ',
  ]) {
    test(`${name} takes time linear in ${JSON.stringify(repeated)}`, () =>
      assertLinear(name, repeated, read));
  }
}
