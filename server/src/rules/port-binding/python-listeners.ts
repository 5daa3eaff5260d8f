import type { Listener } from './listener.ts';

const KEYWORDS = { portKey: 'port', hostKey: 'host' };
/** `run(host, port)` of servers that are made for development. */
const DEVELOPMENT: Omit<Listener, 'server'> = {
  ...KEYWORDS,
  host: 0,
  port: 1,
  defaultHost: 'loopback',
  development: true,
  certain: true,
};
const PAIR: Omit<Listener, 'server'> = { address: { position: 0 }, certain: true };
const ADDRESS_AFTER: Omit<Listener, 'server'> = { ...KEYWORDS, host: 1, port: 2, certain: true };
const TORNADO: Listener = {
  server: 'Tornado',
  port: 0,
  portKey: 'port',
  host: 1,
  hostKey: 'address',
  certain: true,
};
const UVICORN: Listener = {
  ...KEYWORDS,
  server: 'Uvicorn',
  defaultHost: 'loopback',
  handlesShutdown: true,
  certain: true,
};
const GRPC: Listener = { server: 'gRPC', address: { position: 0 }, purpose: 'rpc', certain: true };
const DASH: Listener = { ...DEVELOPMENT, server: 'Dash' };
const GRADIO: Listener = {
  server: 'Gradio',
  portKey: 'server_port',
  // Without it Gradio reads GRADIO_SERVER_NAME.
  hostKey: 'server_name',
  certain: true,
};

/** What listens in Python, by canonical callee. */
export const PYTHON_LISTENERS: Readonly<Record<string, Listener>> = {
  'flask.Flask().run': { ...DEVELOPMENT, server: 'Flask' },
  'bottle.Bottle().run': { ...KEYWORDS, server: 'Bottle', defaultHost: 'loopback', certain: true },
  'bottle.run': { ...KEYWORDS, server: 'Bottle', defaultHost: 'loopback', certain: true },
  'dash.Dash().run': DASH,
  'dash.Dash().run_server': DASH,
  // An application that a factory in another package made.
  '?.run': { ...KEYWORDS, server: 'server', development: true, certain: false },
  'werkzeug.serving.run_simple': {
    server: 'Werkzeug',
    host: 0,
    hostKey: 'hostname',
    port: 1,
    portKey: 'port',
    development: true,
    certain: true,
  },
  'wsgiref.simple_server.make_server': { server: 'wsgiref', host: 0, port: 1, certain: true },
  'flask_socketio.SocketIO().run': {
    ...ADDRESS_AFTER,
    server: 'Flask-SocketIO',
    defaultHost: 'loopback',
  },
  // Quart serves by Hypercorn, which handles the signals; Sanic and aiohttp's `run_app` do so themselves.
  'quart.Quart().run': { ...DEVELOPMENT, server: 'Quart', handlesShutdown: true },
  'sanic.Sanic().run': {
    ...KEYWORDS,
    server: 'Sanic',
    host: 0,
    port: 1,
    defaultHost: 'loopback',
    handlesShutdown: true,
    certain: true,
  },
  'aiohttp.web.run_app': {
    ...KEYWORDS,
    server: 'aiohttp',
    defaultHost: 'all',
    handlesShutdown: true,
    certain: true,
  },
  'aiohttp.web.TCPSite': { ...ADDRESS_AFTER, server: 'aiohttp', defaultHost: 'all' },
  'uvicorn.run': UVICORN,
  'uvicorn.Config': UVICORN,
  'granian.Granian': {
    server: 'Granian',
    hostKey: 'address',
    portKey: 'port',
    defaultHost: 'loopback',
    handlesShutdown: true,
    certain: true,
  },
  'hypercorn.run': { server: 'Hypercorn', handlesShutdown: true, certain: true },
  'hypercorn.asyncio.serve': { server: 'Hypercorn', handlesShutdown: true, certain: true },
  'waitress.serve': {
    ...KEYWORDS,
    server: 'Waitress',
    defaultHost: 'all',
    handlesShutdown: true,
    certain: true,
  },
  'cheroot.wsgi.Server': { ...PAIR, server: 'Cheroot' },
  'cheroot.wsgi.WSGIServer': { ...PAIR, server: 'Cheroot' },
  'cherrypy.config.update': {
    server: 'CherryPy',
    options: 0,
    portKey: 'server.socket_port',
    hostKey: 'server.socket_host',
    handlesShutdown: true,
    certain: true,
  },
  'bjoern.run': { ...ADDRESS_AFTER, server: 'bjoern' },
  'paste.httpserver.serve': { ...ADDRESS_AFTER, server: 'Paste', defaultHost: 'loopback' },
  'tornado.web.Application().listen': TORNADO,
  'tornado.httpserver.HTTPServer().listen': TORNADO,
  'tornado.httpserver.HTTPServer().bind': TORNADO,
  'robyn.Robyn().start': { ...KEYWORDS, server: 'Robyn', defaultHost: 'loopback', certain: true },
  'nicegui.ui.run': {
    ...KEYWORDS,
    server: 'NiceGUI',
    defaultHost: 'all',
    handlesShutdown: true,
    certain: true,
  },
  'gradio.Interface().launch': GRADIO,
  'gradio.ChatInterface().launch': GRADIO,
  'gradio.Blocks().launch': GRADIO,
  'gevent.pywsgi.WSGIServer': {
    server: 'gevent',
    address: { position: 0, keyword: 'listener' },
    certain: true,
  },
  'gevent.server.StreamServer': {
    server: 'gevent',
    address: { position: 0, keyword: 'listener' },
    certain: true,
  },
  'eventlet.listen': { ...PAIR, server: 'eventlet' },
  'http.server.HTTPServer': { ...PAIR, server: 'http.server' },
  'http.server.ThreadingHTTPServer': { ...PAIR, server: 'http.server' },
  'xmlrpc.server.SimpleXMLRPCServer': { ...PAIR, server: 'xmlrpc.server' },
  'socketserver.TCPServer': { ...PAIR, server: 'socketserver' },
  'socketserver.ThreadingTCPServer': { ...PAIR, server: 'socketserver' },
  'asyncio.start_server': { ...ADDRESS_AFTER, server: 'asyncio' },
  'asyncio.get_event_loop().create_server': { ...ADDRESS_AFTER, server: 'asyncio' },
  'asyncio.get_running_loop().create_server': { ...ADDRESS_AFTER, server: 'asyncio' },
  'websockets.serve': { ...ADDRESS_AFTER, server: 'websockets' },
  'websockets.server.serve': { ...ADDRESS_AFTER, server: 'websockets' },
  'websockets.asyncio.server.serve': { ...ADDRESS_AFTER, server: 'websockets' },
  // Twisted's reactor installs handlers of SIGINT and SIGTERM when it runs.
  'twisted.internet.reactor.listenTCP': {
    server: 'Twisted',
    port: 0,
    portKey: 'port',
    hostKey: 'interface',
    handlesShutdown: true,
    certain: true,
  },
  'grpc.server().add_insecure_port': GRPC,
  'grpc.server().add_secure_port': GRPC,
  'grpc.aio.server().add_insecure_port': GRPC,
  'grpc.aio.server().add_secure_port': GRPC,
  'prometheus_client.start_http_server': {
    server: 'prometheus_client',
    port: 0,
    portKey: 'port',
    host: 1,
    hostKey: 'addr',
    purpose: 'metrics',
    certain: true,
  },
};
