import { defineObserver } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Observation } from '../../model/summary.ts';
import { endlessLoops } from './loops.ts';

type Work = {
  /** The library, as people know it. */
  readonly library: string;
  readonly shutdown: 'own' | 'handled';
  /** One of the modules that must be imported where the receiver could not be followed. */
  readonly modules?: readonly string[];
};

const AMQP: Work = { library: 'amqplib', shutdown: 'own' };
const KAFKA: Work = { library: 'KafkaJS', shutdown: 'own' };
const RQ: Work = { library: 'RQ', shutdown: 'handled' };
const PIKA: Work = { library: 'pika', shutdown: 'own' };

/** Calls by which a process waits for work, by canonical callee. */
const WORK: Readonly<Record<SourceFile['family'], Readonly<Record<string, Work>>>> = {
  javascript: {
    'amqplib.connect().createChannel().consume': AMQP,
    'amqplib.connect().createConfirmChannel().consume': AMQP,
    '?.consume': { ...AMQP, modules: ['amqplib', 'amqp-connection-manager'] },
    'bullmq.Worker': { library: 'BullMQ', shutdown: 'own' },
    'bull().process': { library: 'Bull', shutdown: 'own' },
    '?.process': { library: 'Bull', shutdown: 'own', modules: ['bull', 'bee-queue', 'kue'] },
    'bee-queue().process': { library: 'Bee-Queue', shutdown: 'own' },
    'kue.createQueue().process': { library: 'Kue', shutdown: 'own' },
    'kafkajs.Kafka().consumer().run': KAFKA,
    '?.run': { ...KAFKA, modules: ['kafkajs'] },
    'agenda().start': { library: 'Agenda', shutdown: 'own' },
    'agenda.Agenda().start': { library: 'Agenda', shutdown: 'own' },
    'sqs-consumer.Consumer.create().start': { library: 'sqs-consumer', shutdown: 'own' },
    'node-resque.Worker().start': { library: 'node-resque', shutdown: 'own' },
    '@nestjs/core.NestFactory.createMicroservice().listen': { library: 'Nest', shutdown: 'own' },
    'graphile-worker.run': { library: 'Graphile Worker', shutdown: 'handled' },
    '@temporalio/worker.Worker.create': { library: 'Temporal', shutdown: 'handled' },
    'moleculer.ServiceBroker().start': { library: 'Moleculer', shutdown: 'handled' },
    'node-cron.schedule': { library: 'node-cron', shutdown: 'handled' },
  },
  python: {
    'celery.Celery': { library: 'Celery', shutdown: 'handled' },
    'rq.Worker().work': RQ,
    'rq.worker.Worker().work': RQ,
    'rq.SimpleWorker().work': RQ,
    'arq.run_worker': { library: 'arq', shutdown: 'handled' },
    'faust.App': { library: 'Faust', shutdown: 'handled' },
    'huey.RedisHuey': { library: 'Huey', shutdown: 'handled' },
    'huey.SqliteHuey': { library: 'Huey', shutdown: 'handled' },
    'pika.BlockingConnection().channel().start_consuming': PIKA,
    '?.start_consuming': PIKA,
    'paho.mqtt.client.Client().loop_forever': { library: 'Paho', shutdown: 'own' },
    '?.loop_forever': { library: 'Paho', shutdown: 'own', modules: ['paho'] },
    'apscheduler.schedulers.blocking.BlockingScheduler().start': { library: 'APScheduler', shutdown: 'own' },
    'kafka.KafkaConsumer': { library: 'kafka-python', shutdown: 'own' },
    'confluent_kafka.Consumer': { library: 'confluent-kafka', shutdown: 'own' },
    'aiokafka.AIOKafkaConsumer': { library: 'aiokafka', shutdown: 'own' },
    'asyncio.get_event_loop().run_forever': { library: 'asyncio', shutdown: 'own' },
    'asyncio.new_event_loop().run_forever': { library: 'asyncio', shutdown: 'own' },
  },
};

/** Processes that work without listening: queue consumers and endless loops. */
export default defineObserver({
  anchors: {
    javascript: [
      { text: '.consume(', before: /\w$/ },
      { text: 'new Worker(' },
      { text: '.process(', before: /(?<!\bvm|\bsharp)\w$/ },
      { text: '.run(', gate: /\.run\(\s*\{/y },
      { text: 'agenda.start(' },
      { text: 'Consumer.create', gate: /Consumer\.create\s*\(/y },
      { text: 'consumer.start(' },
      { text: 'createMicroservice', gate: /createMicroservice\s*[(<]/y },
      { text: 'microservice.listen(' },
      { text: 'graphile-worker', before: /['"]$/ },
      { text: 'Worker.create', gate: /Worker\.create\s*\(/y },
      { text: 'broker.start(' },
      { text: 'cron.schedule(' },
      ...['while (true', 'while(true', 'while (1)', 'while(1)', 'for (;;', 'for(;;', 'for ( ; ;'],
    ],
    python: [
      { text: 'Celery', gate: /Celery\s*\(/y },
      { text: '.work(' },
      { text: 'run_worker(' },
      { text: 'faust.App(' },
      { text: 'Huey(' },
      { text: '.start_consuming(' },
      { text: '.loop_forever(' },
      { text: 'scheduler.start(' },
      { text: 'sched.start(' },
      { text: 'KafkaConsumer(' },
      { text: 'Consumer', gate: /Consumer\(\s*[{\w]/y, before: /(?:^|[=\s.])$/ },
      { text: '.run_forever(' },
      { text: 'while True', before: /^\s*$/ },
      { text: 'while 1:', before: /^\s*$/ },
    ],
  },
  *observe(file): Iterable<Observation> {
    for (const call of file.calls(WORK[file.family])) {
      const { library, shutdown, modules } = call.entry;
      if (modules && !modules.some((module) => file.imports(module))) continue;
      yield { kind: 'works', shutdown, span: call.span, detail: `${file.path} works through ${library}` };
    }
    for (const span of endlessLoops(file)) {
      const header = file.source(span).search(/\)\s*[{;\n]|:/) + 1;
      const end = span.start + header;
      yield {
        kind: 'works',
        shutdown: 'own',
        span: { start: span.start, end },
        detail: `${file.path} works in an endless loop`,
      };
    }
  },
});
