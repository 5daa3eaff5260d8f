const express = require('express');

const app = express();
app.get('/', (_request, response) => response.send('Hello'));
const server = app.listen(3000);

process.on('SIGTERM', () => server.close());
