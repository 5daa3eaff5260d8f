'use strict';

const amqp = require('amqplib');

const config = require('../config');

let channel;

async function open() {
  if (channel) return channel;
  const connection = await amqp.connect(config.brokerUrl);
  channel = await connection.createConfirmChannel();
  await channel.assertQueue('orders', { durable: true });
  await channel.assertQueue('mails', { durable: true });
  connection.on('close', () => {
    channel = undefined;
  });
  return channel;
}

/** Puts a message into a durable queue and waits until the broker has it. */
async function publish(queue, message) {
  const opened = await open();
  opened.sendToQueue(queue, Buffer.from(JSON.stringify(message)), { persistent: true });
  await opened.waitForConfirms();
}

module.exports = { publish };
