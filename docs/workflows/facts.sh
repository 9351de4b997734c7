#!/usr/bin/env bash
# facts.sh check COMMIT: checks the files below facts/ that are new since a commit, and refuses changes of those that are filed.
# facts.sh file COMMIT:  files them: articles first, then what is added to one, then corrections, in the order of their names.
# Filing the same again changes nothing, so a run that failed may be run again.
set -euo pipefail

what=$1
since=$2

# After a forced push nobody knows what is new, and a correction that is filed twice takes back the one after it.
if ! git cat-file -e "$since^{commit}"; then
  echo "There is no commit $since here: file what is new by hand, or name the commit after which files are new."
  exit 1
fi

# What is in facts/corrections/ ships with the project.
changed() {
  git diff --name-only --no-renames --diff-filter="$1" "$since" HEAD -- 'facts/*.json' ':!facts/corrections' | grep -v '\.schema\.json$' | LC_ALL=C sort || true
}

kind() {
  jq -r 'if has("fact") then (if has("corrected") then "correction" else "retraction" end)
    elif (.article | type) == "object" then "article"
    elif has("facts") then "addition"
    else "article correction" end' "$1"
}

mapfile -t new < <(changed A)
[[ ${#new[@]} -gt 0 ]] || echo 'No new file below facts/.'

if [[ $what == check ]]; then
  mapfile -t other < <(changed MD)
  if [[ ${#other[@]} -gt 0 ]]; then
    printf '%s: is filed, and stays. Put it right by a new file: a correction, an addition, or a correction of the article.\n' "${other[@]}"
    exit 1
  fi
  [[ ${#new[@]} -eq 0 ]] || npm run --silent courant -- facts check "${new[@]}"
  exit
fi

captures=$(mktemp -d)
trap 'rm -rf "$captures"' EXIT
articles=() additions=() corrections=()
for file in "${new[@]}"; do
  case $(kind "$file") in
    article)
      articles+=("$file")
      # The editor has put the text there, under its hash: nothing of it is printed or kept by this run.
      hash=$(jq -r .article.capture.sha256 "$file")
      aws s3 cp --only-show-errors "s3://$CONTENT_BUCKET/captures/$hash.txt" "$captures/$hash.txt"
      ;;
    addition | 'article correction') additions+=("$file") ;;
    *) corrections+=("$file") ;;
  esac
done

[[ ${#articles[@]} -eq 0 ]] || npm run --silent courant -- facts add "${articles[@]}" --captures "$captures"
for file in "${additions[@]}"; do
  id=$(jq -r .article "$file")
  case $(kind "$file") in
    addition) npm run --silent courant -- facts add --to "$id" "$file" ;;
    *) npm run --silent courant -- article correct "$id" "$file" ;;
  esac
done
for file in "${corrections[@]}"; do
  id=$(jq -r .fact "$file")
  case $(kind "$file") in
    correction) npm run --silent courant -- facts correct "$id" "$file" ;;
    *) npm run --silent courant -- facts retract "$id" "$file" ;;
  esac
done
