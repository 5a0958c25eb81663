#!/bin/sh
# Builds the worked store as a stranger does: against published artifacts alone, which are published to a folder here.
# Nothing is put into the user's own local repository; what is not Feedhub's is read from there.
set -eu
cd "$(dirname "$0")/.."
if [ -e "$HOME/.m2/repository/dev/feedhub" ]; then
  echo "$HOME/.m2/repository/dev/feedhub was installed, and could stand in for what is not published: remove it" >&2
  exit 1
fi
folder=$PWD/target/stranger
rm -rf "$folder"
./mvnw -ntp -q deploy -DskipTests -Dmaven.install.skip=true -Dspotless.check.skip=true \
    -Dmaven.repo.local="$folder/publisher" -Dmaven.repo.local.tail="$HOME/.m2/repository" \
    -DaltDeploymentRepository="stranger::file://$folder/published" -pl conformance-tests -am "$@"
cp -R examples/mvstore-store "$folder/store"
rm -rf "$folder/store/target"
./mvnw -ntp -q verify -f "$folder/store/pom.xml" -s examples/stranger-settings.xml \
    -Dstranger.repository="file://$folder/published" \
    -Dmaven.repo.local="$folder/local" -Dmaven.repo.local.tail="$HOME/.m2/repository" "$@"
echo "A stranger's build of the worked store is green."
