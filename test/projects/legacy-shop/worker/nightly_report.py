"""Sales report of the day before. Cron starts it at 02:30; it goes on in the background."""

import csv
import datetime
import logging
import os
import smtplib
from email.message import EmailMessage
from pathlib import Path

import daemon
import psycopg2

REPORT_FOLDER = Path("/srv/harbour/data/reports")
DATABASE_URL = "postgresql://reports:n0t-l1ve-pg-4Gf5Xk29@pg1.harbour-books.net:5432/shop"
SMTP_PASSWORD = os.getenv("SMTP_PASSWORD", "n0t-l1ve-smtp-Bd92Uj38")
RECIPIENTS = os.environ.get("REPORT_RECIPIENTS", "").split(",")

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


def write_report(day, rows):
    path = REPORT_FOLDER / f"sales-{day:%Y-%m-%d}.csv"
    with open(path, "w", newline="", encoding="utf-8") as report:
        writer = csv.writer(report, delimiter=";")
        writer.writerow(["id", "title", "copies", "cents"])
        writer.writerows(rows)
    return path


def send_report(day, path):
    message = EmailMessage()
    message["Subject"] = f"Sales of {day:%d %B %Y}"
    message["From"] = "reports@harbour-books.net"
    message["To"] = ", ".join(RECIPIENTS)
    message.set_content("The sales of yesterday are attached.")
    message.add_attachment(path.read_text(encoding="utf-8"), subtype="csv", filename=path.name)
    with smtplib.SMTP(os.environ["SMTP_HOST"], 587) as server:
        server.starttls()
        server.login("reports", SMTP_PASSWORD)
        server.send_message(message)


def run():
    with open("/var/run/harbour-report.pid", "w") as handle:
        handle.write(str(os.getpid()))

    logging.basicConfig(filename="/var/log/harbour/report.log", level=logging.INFO)
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    rows = sales_of(yesterday)
    path = write_report(yesterday, rows)
    send_report(yesterday, path)
    log.info("Report of %s sent, %d books", yesterday, len(rows))


def main():
    with daemon.DaemonContext(working_directory="/srv/harbour"):
        run()


if __name__ == "__main__":
    main()
