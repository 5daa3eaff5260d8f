import logging
import signal
import threading

logging.basicConfig(filename="/var/log/worker.log", level=logging.INFO)

stopping = threading.Event()
signal.signal(signal.SIGTERM, lambda number, frame: stopping.set())

while not stopping.wait(60):
    logging.info("Nothing to do")
