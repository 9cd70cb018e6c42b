# Takes the pod's identity: its token was put into the pod by workload identity, no key is stored. A right to one container
# shows the identity no subscription.
az login --service-principal --username "$AZURE_CLIENT_ID" --tenant "$AZURE_TENANT_ID" \
  --federated-token "$(<"$AZURE_FEDERATED_TOKEN_FILE")" --allow-no-subscriptions --only-show-errors --output none
