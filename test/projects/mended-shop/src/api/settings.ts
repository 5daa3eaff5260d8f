import { required } from '../config/environment';

export type Settings = {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly jwtSecret: string;
  readonly tokenLifetime: string;
  readonly searchUrl: string;
  readonly pricingUrl: string;
  readonly region: string;
  readonly documentBucket: string;
  readonly pageSize: number;
};

export const settings: Settings = {
  port: Number(process.env.PORT ?? 4000),
  host: process.env.HOST ?? '0.0.0.0',
  databaseUrl: required('DATABASE_URL'),
  redisUrl: required('REDIS_URL'),
  jwtSecret: required('JWT_SECRET'),
  tokenLifetime: '15m',
  searchUrl: required('SEARCH_URL'),
  pricingUrl: required('PRICING_URL'),
  region: required('AWS_REGION'),
  documentBucket: required('DOCUMENT_BUCKET'),
  pageSize: Number(process.env.API_PAGE_SIZE ?? 50),
};
