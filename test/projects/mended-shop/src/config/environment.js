'use strict';

/** Gives the value of an environment variable; stops the program when it is not set. */
function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

module.exports = { required };
