'use strict';

const amqp = require('amqplib');
const nodemailer = require('nodemailer');

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

const transport = nodemailer.createTransport({
  host: required('SMTP_HOST'),
  port: Number(process.env.SMTP_PORT || 587),
  auth: { user: required('SMTP_USER'), pass: required('SMTP_PASSWORD') },
});

function confirmation({ to, orderId, amount }) {
  const total = (amount / 100).toFixed(2);
  return {
    from: 'Harbour Books <orders@harbour-books.net>',
    to,
    subject: `Your order ${orderId}`,
    text: `Thank you for your order ${orderId}. We have charged EUR ${total}.`,
  };
}

async function main() {
  const connection = await amqp.connect(required('BROKER_URL'));
  const channel = await connection.createChannel();
  await channel.assertQueue('mails', { durable: true });
  await channel.prefetch(5);

  await channel.consume('mails', async (message) => {
    if (message === null) return;
    try {
      await transport.sendMail(confirmation(JSON.parse(message.content.toString())));
      channel.ack(message);
    } catch (error) {
      console.error(`Mail was not sent: ${error.message}`);
      channel.nack(message, false, !message.fields.redelivered);
    }
  });

  // Messages that are not acknowledged yet go back to the queue when the channel closes.
  const stop = async () => {
    await channel.close();
    await connection.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
