# Checks the roots of every pod as the vendor's script does: one after another, a kubectl, an istioctl, a jq and an openssl for each.
set -uo pipefail
kubectl version >/dev/null
for namespace in $(kubectl get namespaces -o jsonpath='{.items[*].metadata.name}'); do
  for pod in $(kubectl get pods -n "$namespace" -o jsonpath='{.items[*].metadata.name}'); do
    kubectl get pod "$pod" -n "$namespace" -o jsonpath='{.spec.containers[*].name}' | grep -qw istio-proxy || continue
    subjects=$(istioctl proxy-config secret "$pod" -n "$namespace" -o json \
      | jq -r '.dynamicActiveSecrets[] | select(.name == "ROOTCA").secret.validationContext.trustedCa.inlineBytes | @base64d' \
      | openssl storeutl -noout -certs -text /dev/stdin | grep 'Subject:')
    roots=""
    if grep -qv istio_v1_cloud_workload_root-signer <<<"$subjects"; then roots="CITADEL"; fi
    if grep -q istio_v1_cloud_workload_root-signer <<<"$subjects"; then roots="${roots:+$roots }MESHCA"; fi
    echo " - $pod.$namespace trusts [$roots]"
  done
done
