"""Back office: orders, refunds and the pictures of the catalogue."""

import logging
import os
import sys

import boto3
import psycopg2
import psycopg2.extras
import redis
import requests
from flask import Flask, abort, jsonify, request, session
from flask_session import Session
from werkzeug.security import check_password_hash

import settings

app = Flask(__name__)
app.config["SECRET_KEY"] = settings.SECRET_KEY
app.config["SESSION_TYPE"] = "redis"
app.config["SESSION_REDIS"] = redis.Redis.from_url(settings.REDIS_URL)
app.config["MAX_CONTENT_LENGTH"] = 10 * 1024 * 1024
Session(app)

logging.basicConfig(stream=sys.stdout, level=logging.INFO)

media = boto3.client("s3", region_name=settings.AWS_REGION)


def query(statement, parameters=()):
    connection = psycopg2.connect(settings.DATABASE_URL)
    try:
        with connection, connection.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


@app.before_request
def require_login():
    if request.endpoint not in ("login", "healthz") and "clerk" not in session:
        abort(401)


@app.get("/healthz")
def healthz():
    return jsonify(status="ok")


@app.post("/login")
def login():
    form = request.get_json()
    rows = query("SELECT id, password_hash FROM clerks WHERE name = %s", (form["name"],))
    if not rows or not check_password_hash(rows[0]["password_hash"], form["password"]):
        abort(401)
    session["clerk"] = rows[0]["id"]
    return "", 204


@app.get("/orders")
def list_orders():
    offset = request.args.get("page", 0, type=int) * settings.PAGE_SIZE
    rows = query("SELECT * FROM orders ORDER BY id DESC LIMIT %s OFFSET %s", (settings.PAGE_SIZE, offset))
    return jsonify(rows)


@app.post("/orders/<int:order_id>/refund")
def refund(order_id):
    rows = query("SELECT charge_id FROM orders WHERE id = %s", (order_id,))
    if not rows:
        abort(404)
    answer = requests.post(f"{settings.BILLING_URL}/refunds", json={"charge": rows[0]["charge_id"]}, timeout=10)
    answer.raise_for_status()
    app.logger.info("Order %s refunded by clerk %s", order_id, session["clerk"])
    return jsonify(answer.json())


@app.post("/products/<int:product_id>/picture")
def upload_picture(product_id):
    picture = request.files["picture"]
    extension = os.path.splitext(picture.filename)[1].lower()
    if extension not in settings.ALLOWED_EXTENSIONS:
        abort(415)
    name = f"catalogue/{product_id}{extension}"
    media.upload_fileobj(picture.stream, settings.MEDIA_BUCKET, name, ExtraArgs={"ContentType": picture.mimetype})
    query("UPDATE products SET picture = %s WHERE id = %s", (name, product_id))
    return jsonify(name=name), 201
