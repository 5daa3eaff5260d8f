import { startServer } from './server.ts';

startServer(__dirname);
