"""Sales report of the day before. The platform's scheduler runs it at 02:30."""

import csv
import datetime
import io
import logging
import os
import smtplib
import sys
from email.message import EmailMessage

import boto3
import psycopg2

DATABASE_URL = os.environ["DATABASE_URL"]
DOCUMENT_BUCKET = os.environ["DOCUMENT_BUCKET"]
SMTP_HOST = os.environ["SMTP_HOST"]
SMTP_PORT = int(os.environ.get("SMTP_PORT", "587"))
SMTP_USER = os.environ["SMTP_USER"]
SMTP_PASSWORD = os.environ["SMTP_PASSWORD"]
RECIPIENTS = os.environ["REPORT_RECIPIENTS"].split(",")

SALES = """
    SELECT p.id, p.title, sum(i.quantity) AS copies, sum(i.quantity * p.price_cents) AS cents
    FROM order_items i JOIN orders o ON o.id = i.order_id JOIN products p ON p.id = i.product_id
    WHERE o.created_at::date = %s
    GROUP BY p.id, p.title ORDER BY cents DESC
"""

log = logging.getLogger("harbour.report")


def sales_of(day):
    connection = psycopg2.connect(DATABASE_URL)
    try:
        with connection.cursor() as cursor:
            cursor.execute(SALES, (day,))
            return cursor.fetchall()
    finally:
        connection.close()


def as_csv(rows):
    report = io.StringIO(newline="")
    writer = csv.writer(report, delimiter=";")
    writer.writerow(["id", "title", "copies", "cents"])
    writer.writerows(rows)
    return report.getvalue()


def store_report(name, report):
    client = boto3.client("s3", region_name=os.environ["AWS_REGION"])
    client.put_object(Bucket=DOCUMENT_BUCKET, Key=f"reports/{name}", Body=report.encode("utf-8"))


def send_report(day, name, report):
    message = EmailMessage()
    message["Subject"] = f"Sales of {day:%d %B %Y}"
    message["From"] = "reports@harbour-books.net"
    message["To"] = ", ".join(RECIPIENTS)
    message.set_content("The sales of yesterday are attached.")
    message.add_attachment(report, subtype="csv", filename=name)
    with smtplib.SMTP(SMTP_HOST, SMTP_PORT) as server:
        server.starttls()
        server.login(SMTP_USER, SMTP_PASSWORD)
        server.send_message(message)


def main():
    logging.basicConfig(stream=sys.stdout, level=logging.INFO)
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    rows = sales_of(yesterday)
    name = f"sales-{yesterday:%Y-%m-%d}.csv"
    report = as_csv(rows)
    store_report(name, report)
    send_report(yesterday, name, report)
    log.info("Report of %s sent, %d books", yesterday, len(rows))


if __name__ == "__main__":
    main()
