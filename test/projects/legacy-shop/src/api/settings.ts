export type Settings = {
  readonly jwtSecret: string;
  readonly tokenLifetime: string;
  readonly searchUrl: string;
  readonly exportBucket: string;
  readonly pageSize: number;
};

export const settings: Settings = {
  jwtSecret: 'n0t-l1ve-jwt-Zt4w9Rb6',
  tokenLifetime: '15m',
  searchUrl: process.env.SEARCH_URL ?? 'https://search.prod.shop.internal',
  exportBucket: process.env.NODE_ENV === 'production' ? 'harbour-exports' : 'harbour-exports-staging',
  pageSize: Number(process.env.API_PAGE_SIZE ?? 50),
};
