"""Settings that the programs of the back office share."""

import os

ADMIN_PORT = 5050
PAGE_SIZE = 50
UPLOAD_FOLDER = "/srv/harbour/uploads/catalogue"
ALLOWED_EXTENSIONS = {".jpg", ".jpeg", ".png", ".webp"}

DATABASE_URL = os.environ["DATABASE_URL"]
BILLING_URL = os.environ.get("BILLING_URL", "https://billing.prod.shop.internal")
