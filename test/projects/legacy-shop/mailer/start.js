'use strict';

const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');

// Starts the mailer in the background, so that the deployment script can go on.
const child = spawn(process.execPath, [path.join(__dirname, 'index.js')], { detached: true, stdio: 'ignore' });
child.unref();

fs.writeFileSync('/var/run/harbour-mailer.pid', String(child.pid));
console.log(`Mailer started as process ${child.pid}`);
