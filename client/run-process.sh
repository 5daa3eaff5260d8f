# Runs a process of a Procfile in a terminal of VS Code, below `/bin/sh -c` as foreman does, and ends as it ended.
#
# usage: run-process.sh COLOUR COMMAND [VARIABLE...]
#
# A shell of its own, because VS Code says exit code 0 of what a signal ended; a shell says 128 + n.
# VS Code replaces ${file}, ${command:…} and their like in the arguments and the environment of a task, so that what
# holds ${ comes encoded for `printf %b`: the command, and the values of the variables that are named after it.
# Everything that is set here and not exported begins with twelve_factor: nothing may change what the process is given.

case $1 in
  cyan) twelve_factor_style=36 ;;
  yellow) twelve_factor_style=33 ;;
  green) twelve_factor_style=32 ;;
  magenta) twelve_factor_style=35 ;;
  *) twelve_factor_style=34 ;;
esac

# The full stop keeps line ends at the end, which a substitution takes away.
twelve_factor_command=$(printf '%b.' "$2")
twelve_factor_command=${twelve_factor_command%.}
shift 2
for twelve_factor_name; do
  eval "twelve_factor_value=\$$twelve_factor_name"
  twelve_factor_value=$(printf '%b.' "$twelve_factor_value")
  export "$twelve_factor_name=${twelve_factor_value%.}"
done

[ -z "$NO_COLOR" ] || twelve_factor_style=0
printf '\033[1;%sm%s\033[0m port %s: %s\n\n' "$twelve_factor_style" "$PS" "$PORT" "$twelve_factor_command"

# A signal for the group is for the process: both shells wait for it to end, the second as long as one command goes on
# that may end in peace; without, it dies at once, and the terminal with it. SIGHUP is left alone: when the terminal is
# closed, it ends this shell, and with its session's leader the others.
trap : INT QUIT TERM
/bin/sh -c "trap 'exit \$?' INT QUIT TERM; $twelve_factor_command"
