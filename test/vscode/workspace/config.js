function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

module.exports = {
  databaseUrl: required('DATABASE_URL'),
  loginUrl: required('LOGIN_URL'),
  sessionSecret: required('SESSION_SECRET'),
  logLevel: process.env.LOG_LEVEL ?? 'info',
};
