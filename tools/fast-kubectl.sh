# For scripts that start kubectl thousands of times, which is most of the time they take; sourced, with the repository in $root.
# One thread is enough for each.
export GOMAXPROCS=${GOMAXPROCS:-1}
# The kubectl that comes with gcloud asks the server for its version and then starts another kubectl.
for minor in 32 31 30 29 28; do
  direct=$(readlink -f "$(command -v kubectl)").1.$minor
  [ -x "$direct" ] || continue
  mkdir -p "$root/artifacts/kubectl-direct"
  ln -sfn "$direct" "$root/artifacts/kubectl-direct/kubectl"
  export PATH=$root/artifacts/kubectl-direct:$PATH
  break
done
