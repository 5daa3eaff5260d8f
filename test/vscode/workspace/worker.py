import logging
import time

logging.basicConfig(filename="/var/log/worker.log", level=logging.INFO)

while True:
    logging.info("Nothing to do")
    time.sleep(60)
