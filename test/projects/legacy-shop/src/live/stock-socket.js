'use strict';

const http = require('http');

const { WebSocketServer } = require('ws');

const { redis } = require('../lib/cache');
const logger = require('../lib/logger');

const PORT = 3100;

const server = http.createServer((req, res) => {
  res.writeHead(426, { 'Content-Type': 'text/plain' });
  res.end('This address speaks WebSocket only\n');
});

const sockets = new WebSocketServer({ server, path: '/stock' });

const subscriber = redis.duplicate();
subscriber.subscribe('stock-changed');
subscriber.on('message', (channel, message) => {
  for (const socket of sockets.clients) {
    if (socket.readyState === socket.OPEN) socket.send(message);
  }
});

server.listen(PORT, '127.0.0.1', () => {
  logger.info(`Live stock on port ${PORT}`);
});
