"""What is in stock, for resellers."""

import os

import redis
import uvicorn
from fastapi import FastAPI, HTTPException

app = FastAPI(title="Harbour Books stock feed")
stock = redis.Redis.from_url(os.environ["REDIS_URL"])


@app.get("/stock/{product_id}")
def stock_of(product_id: int):
    copies = stock.get(f"stock:{product_id}")
    if copies is None:
        raise HTTPException(status_code=404, detail="No such book")
    return {"productId": product_id, "copies": max(0, int(copies))}


@app.get("/healthz")
def healthz():
    return {"status": "ok"}


def main():
    uvicorn.run(app, host=os.environ.get("HOST", "0.0.0.0"), port=int(os.environ.get("PORT", "8090")))


if __name__ == "__main__":
    main()
