"""Books the orders that the shop has queued: takes stock, asks the warehouse to pick, stores the invoice."""

import json
import logging
import os
import signal
import sys

import boto3
import pika
import psycopg2
import redis
import requests

WAREHOUSE_URL = os.environ["WAREHOUSE_URL"]
DOCUMENT_BUCKET = os.environ["DOCUMENT_BUCKET"]
ORDER_QUEUE = os.environ.get("ORDER_QUEUE", "orders")

logging.basicConfig(stream=sys.stdout, level=os.environ.get("LOG_LEVEL", "INFO"))
log = logging.getLogger("harbour.worker")

stock = redis.Redis.from_url(os.environ["REDIS_URL"])
database = psycopg2.connect(os.environ["DATABASE_URL"])
documents = boto3.client("s3", region_name=os.environ["AWS_REGION"])


def take_stock(items):
    with stock.pipeline() as pipeline:
        for item in items:
            pipeline.decrby(f"stock:{item['productId']}", item["quantity"])
        pipeline.execute()
    stock.publish("stock-changed", json.dumps([item["productId"] for item in items]))


def request_picking(order):
    response = requests.post(f"{WAREHOUSE_URL}/picks", json=order, timeout=5)
    response.raise_for_status()
    return response.json()["pickId"]


def store_invoice(order):
    lines = [f"Invoice for order {order['id']}", ""]
    lines += [f"{item['quantity']} x {item['productId']}" for item in order["items"]]
    documents.put_object(
        Bucket=DOCUMENT_BUCKET,
        Key=f"invoices/{order['id']}.txt",
        Body="\n".join(lines).encode("utf-8"),
        ContentType="text/plain; charset=utf-8",
    )


def handle(channel, method, properties, body):
    order = json.loads(body)
    try:
        take_stock(order["items"])
        pick_id = request_picking(order)
        store_invoice(order)
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

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)

    channel.start_consuming()
    connection.close()
    database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
