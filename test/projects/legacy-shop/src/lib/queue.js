'use strict';

const amqp = require('amqplib');

const BROKER_URL = 'amqp://shop_web:n0t-l1ve-mq-5Jd8Rt02@mq1.harbour-books.net:5672/orders';

let channel;

async function open() {
  if (channel) return channel;
  const connection = await amqp.connect(BROKER_URL);
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
