"""Books the orders that the shop has queued: takes stock, asks the warehouse to pick, writes the invoice."""

import json
import logging
import os
import signal
import sys
from logging.handlers import TimedRotatingFileHandler

import pika
import psycopg2
import redis
import requests

INVOICE_FOLDER = "/srv/harbour/data/invoices"

log = logging.getLogger("harbour.worker")
log.setLevel(os.environ.get("LOG_LEVEL", "INFO"))
log.addHandler(TimedRotatingFileHandler("/var/log/harbour/worker.log", when="midnight", backupCount=14))

if os.environ.get("APP_ENV") == "production":
    ORDER_QUEUE = "orders"
else:
    ORDER_QUEUE = "orders-staging"

stock = redis.Redis(host="localhost", port=6379, db=0)
database = psycopg2.connect("dbname=shop user=worker password=n0t-l1ve-pg-9Tq3Ws70 host=pg1.harbour-books.net")


def take_stock(items):
    with stock.pipeline() as pipeline:
        for item in items:
            pipeline.decrby(f"stock:{item['productId']}", item["quantity"])
        pipeline.execute()
    stock.publish("stock-changed", json.dumps([item["productId"] for item in items]))


def request_picking(order):
    response = requests.post("http://warehouse.shop.internal:8080/picks", json=order, timeout=5)
    response.raise_for_status()
    return response.json()["pickId"]


def write_invoice(order):
    lines = [f"Invoice for order {order['id']}", ""]
    lines += [f"{item['quantity']} x {item['productId']}" for item in order["items"]]
    with open(os.path.join(INVOICE_FOLDER, f"{order['id']}.txt"), "w", encoding="utf-8") as invoice:
        invoice.write("\n".join(lines))


def handle(channel, method, properties, body):
    order = json.loads(body)
    try:
        take_stock(order["items"])
        pick_id = request_picking(order)
        write_invoice(order)
        with database, database.cursor() as cursor:
            cursor.execute("UPDATE orders SET pick_id = %s, booked_at = now() WHERE id = %s", (pick_id, order["id"]))
    except (requests.RequestException, psycopg2.Error):
        log.exception("Order %s was not booked", order.get("id"))
        channel.basic_nack(method.delivery_tag, requeue=not method.redelivered)
        return
    channel.basic_ack(method.delivery_tag)
    log.info("Order %s is booked", order["id"])


def main():
    connection = pika.BlockingConnection(pika.URLParameters(os.environ["BROKER_URL"]))
    channel = connection.channel()
    channel.queue_declare(queue=ORDER_QUEUE, durable=True)
    channel.basic_qos(prefetch_count=1)
    channel.basic_consume(queue=ORDER_QUEUE, on_message_callback=handle)

    def stop(signum, frame):
        connection.add_callback_threadsafe(channel.stop_consuming)

    signal.signal(signal.SIGINT, stop)

    channel.start_consuming()
    connection.close()
    database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
