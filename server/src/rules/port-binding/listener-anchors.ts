import type { Anchor } from '../../model/rule.ts';

/** `subprocess.run(` and `asyncio.run(` are everywhere and start no server. */
const RUN_BEFORE = /(?<!\b(?:subprocess|asyncio|anyio|trio|sp))(?:\w|\))$/;

/** Where a call that starts a server can stand. */
export const LISTENER_ANCHORS = {
  javascript: [
    { text: '.listen', gate: /\.listen\s*\(/y },
    { text: '.serve', gate: /\.serve\s*\(/y },
    { text: ".set('port'", before: /\w$/ },
    { text: '.set("port"', before: /\w$/ },
    { text: 'hapi.server', gate: /hapi\.server\s*\(/iy },
    { text: 'WebSocketServer', gate: /WebSocketServer\s*\(/y },
    { text: 'WebSocket.Server', gate: /WebSocket\.Server\s*\(/y },
    { text: 'ws.Server', gate: /ws\.Server\s*\(/y },
    { text: 'new Server(' },
    { text: 'socket.io', gate: /socket\.io['"]\)\s*\(/y },
    { text: 'startStandaloneServer', gate: /startStandaloneServer\s*\(/y },
    { text: 'serve(', before: /(?:^|[\s;=(])$/ },
    { text: 'bindAsync', gate: /bindAsync\s*\(/y },
  ],
  python: [
    { text: '.run(', before: RUN_BEFORE },
    { text: '.run_server(' },
    { text: '.serve(', before: /\w$/ },
    { text: 'serve(', before: /(?:^|\s)$/ },
    { text: 'run_app(' },
    { text: 'TCPSite(' },
    { text: '.listen(', before: /\w|\)$/ },
    { text: '.bind(', gate: /\.bind\(\s*(?:\d|\w*port)/iy },
    { text: '.listenTCP(' },
    { text: '.launch(', before: /\w|\)$/ },
    { text: '.start(', gate: /\.start\(\s*(?:host|port|url)\b/y },
    { text: 'make_server(' },
    { text: 'run_simple(' },
    { text: 'start_server(' },
    { text: 'create_server(' },
    { text: 'start_http_server(' },
    { text: 'HTTPServer(' },
    { text: 'WSGIServer(' },
    { text: 'StreamServer(' },
    { text: 'TCPServer(' },
    { text: 'SimpleXMLRPCServer(' },
    { text: 'wsgi.Server(' },
    { text: 'Granian(' },
    { text: 'uvicorn.Config(' },
    { text: 'cherrypy.config.update(' },
    { text: '_port(', gate: /_port\(\s*f?["']/y, before: /add_(?:in)?secure$/ },
    // gunicorn's and hypercorn's configuration.
    { text: 'bind', gate: /bind\s*=(?!=)|bind["']\s*:/y, before: /^$|["'.]$/ },
  ],
} satisfies Record<string, readonly Anchor[]>;
