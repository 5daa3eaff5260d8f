/** A server that listens on a fixed port and does nothing else wrong. */
export const SERVER = `const express = require('express');
const app = express();
app.get('/', (request, response) => response.send('ok 🦊'));
app.listen(3000);
process.on('SIGTERM', () => process.exit(0));
`;

export const PORT_RULE = 'port-binding/hardcoded-port';
