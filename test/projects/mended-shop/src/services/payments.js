'use strict';

const axios = require('axios');

const config = require('../config');
const { required } = require('../config/environment');

const apiKey = required('STRIPE_API_KEY');

// The address of the payment provider is the same for everybody; the key decides what is charged.
const stripe = axios.create({
  baseURL: 'https://api.stripe.com/v1',
  timeout: 10000,
  auth: { username: apiKey, password: '' },
});

/** Charges a payment method; `amount` is in cents. */
async function charge({ amount, paymentMethod }) {
  const form = new URLSearchParams({
    amount: String(amount),
    currency: config.currency.toLowerCase(),
    payment_method: paymentMethod,
    confirm: 'true',
  });
  const response = await stripe.post('/payment_intents', form);
  return { id: response.data.id, status: response.data.status };
}

module.exports = { charge };
