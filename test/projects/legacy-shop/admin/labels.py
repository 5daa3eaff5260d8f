"""Shipping labels for the packing tables: ZPL for the printers of the warehouse."""

from aiohttp import web

LABEL_PORT = 8095

LABEL = "^XA^FO40,40^A0N,40,40^FD{name}^FS^FO40,100^A0N,30,30^FD{street}^FS^FO40,140^A0N,30,30^FD{town}^FS^XZ"

routes = web.RouteTableDef()


@routes.post("/labels")
async def create_label(request):
    address = await request.json()
    missing = [field for field in ("name", "street", "town") if not address.get(field)]
    if missing:
        return web.json_response({"error": "Missing: " + ", ".join(missing)}, status=422)
    return web.Response(text=LABEL.format(**address), content_type="application/zpl")


@routes.get("/healthz")
async def healthz(request):
    return web.json_response({"status": "ok"})


def main():
    app = web.Application()
    app.add_routes(routes)
    web.run_app(app, port=LABEL_PORT)


if __name__ == "__main__":
    main()
