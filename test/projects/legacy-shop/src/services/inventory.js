'use strict';

const axios = require('axios');

const client = axios.create({ baseURL: 'http://inventory.shop.internal:8080', timeout: 2000 });

/** Gives how many copies of a book are in the warehouse, or null while that is not known. */
async function stockOf(productId) {
  try {
    const response = await client.get(`/stock/${encodeURIComponent(productId)}`);
    return response.data.available;
  } catch (error) {
    if (error.response && error.response.status === 404) return 0;
    return null;
  }
}

module.exports = { stockOf };
