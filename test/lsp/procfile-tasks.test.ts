import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CompletionItem, Hover, Location } from 'vscode-languageserver-protocol';
import { start } from './start.ts';

const FILES = {
  Rakefile: 'task :count do\nend\n',
  'lib/tasks/stock.rake':
    "namespace :stock do\n  desc 'Fetches the stock'\n  task :import, [:day] do\n  end\nend\n",
  'app/jobs/mail_job.rb': 'class MailJob < ApplicationJob\n  queue_as :mail\nend\n',
  'app/models/reports/daily.rb': 'class Reports::Daily\nend\n',
  'mix.exs': 'defmodule Shop do\n  defp aliases do\n    [setup: ["deps.get"]]\n  end\nend\n',
  'lib/mix/tasks/shop.import.ex': 'defmodule Mix.Tasks.Shop.Import do\nend\n',
  artisan: '#!/usr/bin/env php\n',
  'app/Console/Commands/SendMail.php':
    "<?php\nclass SendMail {\n  protected $signature = 'mail:send {user}';\n}\n",
  'shop/wsgi.py': 'import os\n\napplication = get_wsgi_application()\n',
  'shop/worker.py': 'from celery import Celery\n\napp = Celery("shop")\n',
  'shop/__main__.py': '',
};

async function open(lines: readonly string[]) {
  const text = lines.join('\n');
  const { client, uri } = await start({ ...FILES, Procfile: text });
  await client.connection.sendRequest('twelveFactor/scan', null);
  client.open(uri('Procfile'), 'procfile', text);
  await client.settled();
  const ask = <Answer>(method: string, line: number, character: number): Promise<Answer> =>
    client.connection.sendRequest(`textDocument/${method}`, {
      textDocument: { uri: uri('Procfile') },
      position: { line, character },
    });
  return {
    async labels(line: number) {
      const items = await ask<CompletionItem[]>('completion', line, lines[line]?.length ?? 0);
      return items.map(({ label }) => label);
    },
    async definition(line: number, part: string) {
      const character = (lines[line] ?? '').indexOf(part) + 1;
      const found = await ask<Location[]>('definition', line, character);
      return found.map(({ uri: of, range }) => `${of.slice(uri('').length + 1)}:${range.start.line}`);
    },
    async hover(line: number, part: string) {
      const found = await ask<Hover | null>('hover', line, (lines[line] ?? '').indexOf(part) + 1);
      return found && typeof found.contents === 'object' && 'value' in found.contents
        ? found.contents.value
        : '';
    },
  };
}

describe('tasks that the project defines', () => {
  test('are offered behind what runs them', async () => {
    const { labels } = await open([
      'a: bundle exec rake ',
      'b: bin/rails sto',
      'c: mix ',
      'd: php artisan ',
      'e: bundle exec sidekiq -q ',
      'f: gunicorn --bind 0.0.0.0:$PORT ',
      'g: python -m ',
      'h: celery -A ',
      'i: gunicorn -c ',
    ]);
    assert.deepEqual(await labels(0), ['count', 'stock:import']);
    assert.ok((await labels(1)).includes('stock:import') && (await labels(1)).includes('db:migrate'));
    assert.deepEqual((await labels(2)).slice(0, 2), ['shop.import', 'setup']);
    assert.ok((await labels(3)).includes('mail:send') && (await labels(3)).includes('queue:work'));
    assert.deepEqual(await labels(4), ['mail']);
    assert.ok((await labels(5)).includes('shop.wsgi:application'));
    assert.deepEqual(await labels(6), ['shop', 'shop.worker', 'shop.wsgi']);
    assert.ok((await labels(7)).includes('shop.worker:app'));
    assert.ok(!(await labels(8)).includes('shop.wsgi:application'));
  });

  test('are found and explained where they are named', async () => {
    const { definition, hover } = await open([
      "a: bundle exec rake 'stock:import[today]'",
      'b: bin/rails count',
      'c: mix setup',
      'd: mix do shop.import, setup',
      'e: php artisan mail:send 1',
      'f: bundle exec sidekiq -q mail,2 -q other',
      "g: bin/rails runner 'Reports::Daily.perform_now'",
      'h: bundle exec rake unknown',
      'i: php artisan queue:work mail:send',
    ]);
    assert.deepEqual(await definition(0, 'stock'), ['lib/tasks/stock.rake:2']);
    assert.match(
      await hover(0, 'stock'),
      /Rake task `stock:import` of `lib\/tasks\/stock\.rake`: Fetches the stock/,
    );
    assert.deepEqual(await definition(1, 'count'), ['Rakefile:0']);
    assert.deepEqual(await definition(2, 'setup'), ['mix.exs:2']);
    assert.deepEqual(await definition(3, 'shop'), ['lib/mix/tasks/shop.import.ex:0']);
    assert.deepEqual(await definition(4, 'mail'), ['app/Console/Commands/SendMail.php:2']);
    assert.deepEqual(await definition(5, 'mail'), ['app/jobs/mail_job.rb:0']);
    assert.deepEqual(await definition(6, 'Reports'), ['app/models/reports/daily.rb:0']);
    assert.deepEqual(await definition(7, 'unknown'), []);
    assert.deepEqual(await definition(8, 'mail'), []);
  });
});
