/** How a program is made to leave the foreground, and what keeps it there. */
export type Way =
  /** By an option; `value` is what must follow it. */
  | { readonly by: 'option'; readonly option: RegExp; readonly value?: RegExp }
  /** By a subcommand, unless an option says otherwise. */
  | {
      readonly by: 'subcommand';
      readonly subcommand: RegExp;
      readonly unless?: RegExp;
      /** What stands for the subcommand in the foreground; empty: nothing. */
      readonly instead?: string;
      /** The program that does the same in the foreground. */
      readonly program?: string;
    }
  /** Unless an argument keeps it. */
  | { readonly by: 'default'; readonly unless: RegExp; readonly add?: string };

const DAEMON_OPTION: Way = { by: 'option', option: /^(?:-D|--daemon|--daemonize)$/ };
const SMALL_DAEMON_OPTION: Way = { by: 'option', option: /^(?:-d|--daemon|--daemonize)$/ };
const ALWAYS: Way = { by: 'default', unless: /(?!)/ };
const STARTS_SERVICE: Way = { by: 'subcommand', subcommand: /^(?:start|restart)$/ };

/** Programs that can leave the foreground, by name. */
export const DAEMON_PROGRAMS: Readonly<Record<string, Way>> = {
  gunicorn: DAEMON_OPTION,
  unicorn: DAEMON_OPTION,
  unicorn_rails: DAEMON_OPTION,
  rackup: DAEMON_OPTION,
  airflow: DAEMON_OPTION,
  haproxy: { by: 'option', option: /^-D$/ },
  'php-fpm': DAEMON_OPTION,
  celery: { by: 'option', option: /^(?:-D|--detach)$/ },
  uwsgi: { by: 'option', option: /^(?:-d|--daemonize2?(?:=.*)?)$/ },
  puma: SMALL_DAEMON_OPTION,
  thin: SMALL_DAEMON_OPTION,
  passenger: SMALL_DAEMON_OPTION,
  sidekiq: SMALL_DAEMON_OPTION,
  rails: SMALL_DAEMON_OPTION,
  circusd: { by: 'option', option: /^--daemon$/ },
  memcached: SMALL_DAEMON_OPTION,
  elasticsearch: SMALL_DAEMON_OPTION,
  mysqld: { by: 'option', option: /^(?:-D|--daemonize)$/ },
  mongod: { by: 'option', option: /^--fork$/ },
  'redis-server': { by: 'option', option: /^--daemonize$/, value: /^yes$/ },
  'kafka-server-start.sh': { by: 'option', option: /^-daemon$/ },
  screen: { by: 'option', option: /^-(?:d?mS?|dmS?|d)$/ },
  tmux: { by: 'option', option: /^-d$/ },
  'start-stop-daemon': { by: 'option', option: /^(?:-\w*b|--background)$/ },
  docker: { by: 'option', option: /^(?:-d|--detach)$/ },
  'docker-compose': { by: 'option', option: /^(?:-d|--detach)$/ },
  pm2: {
    by: 'subcommand',
    subcommand: /^(?:start|restart|reload|startOrRestart|startOrReload|startOrGracefulReload|resurrect)$/,
    unless: /^--(?:no-daemon|attach)$/,
    program: 'pm2-runtime',
  },
  forever: { by: 'subcommand', subcommand: /^(?:start|restart|startall|restartall)$/, instead: '' },
  delayed_job: { by: 'subcommand', subcommand: /^(?:start|restart)$/, instead: 'run' },
  'catalina.sh': { by: 'subcommand', subcommand: /^start$/, instead: 'run' },
  caddy: { by: 'subcommand', subcommand: /^start$/, instead: 'run' },
  pg_ctl: STARTS_SERVICE,
  service: STARTS_SERVICE,
  systemctl: STARTS_SERVICE,
  apachectl: { by: 'subcommand', subcommand: /^(?:start|restart)$/, instead: '-DFOREGROUND' },
  apache2ctl: { by: 'subcommand', subcommand: /^(?:start|restart)$/, instead: '-DFOREGROUND' },
  httpd: { by: 'default', unless: /^(?:-DFOREGROUND|FOREGROUND|-X)$/, add: '-DFOREGROUND' },
  nginx: { by: 'default', unless: /daemon\s+off|^-[tTvVs]$/, add: "-g 'daemon off;'" },
  twistd: { by: 'default', unless: /^(?:-n|--nodaemon|--help|--version)$/, add: '-n' },
  daemonize: ALWAYS,
};

/** `celery multi` has no form in the foreground. */
export const DAEMON_SUBCOMMANDS: Readonly<Record<string, RegExp>> = { celery: /^multi$/ };
