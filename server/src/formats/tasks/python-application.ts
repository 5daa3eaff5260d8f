import type { DefinedTask } from './task.ts';

/** What a Python module calls its application: `app = Flask(__name__)`, `application = get_wsgi_application()`. */
export function pythonApplications(text: string): readonly DefinedTask[] {
  const definition =
    /^(\w+)[ \t]*(?::[^=\n]*)?=[ \t]*(?:\w+\.)*(?:Flask|FastAPI|Starlette|Quart|Sanic|Litestar|Falcon|App|Bottle|Celery|get_[aw]sgi_application|create_app|make_app|ProtocolTypeRouter|DispatcherMiddleware|default_app)\(/gm;
  return [...text.matchAll(definition)].map(({ index, 1: name = '' }) => ({
    name,
    span: { start: index, end: index + name.length },
  }));
}
