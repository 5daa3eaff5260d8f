"""Settings that the programs of the back office share."""

import os

PAGE_SIZE = 50
ALLOWED_EXTENSIONS = {".jpg", ".jpeg", ".png", ".webp"}

SECRET_KEY = os.environ["ADMIN_SECRET_KEY"]
DATABASE_URL = os.environ["DATABASE_URL"]
REDIS_URL = os.environ["REDIS_URL"]
BILLING_URL = os.environ["BILLING_URL"]
AWS_REGION = os.environ["AWS_REGION"]
MEDIA_BUCKET = os.environ["MEDIA_BUCKET"]
