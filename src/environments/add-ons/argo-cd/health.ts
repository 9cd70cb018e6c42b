import { Yaml } from 'cdk8s';

/** An Application is as healthy as what it points to; without this check a root does not wait for its children. */
const APPLICATION = `local hs = { status = "Progressing", message = "waiting for the first comparison" }
if obj.status ~= nil and obj.status.health ~= nil and obj.status.health.status ~= nil then
  hs.status = obj.status.health.status
  hs.message = obj.status.health.message or ""
end
return hs
`;

/**
 * ACK objects. A terminal condition needs a new spec; a recoverable one (no rights yet, throttling) is retried by the
 * controller, so that it delays a sync but does not fail it. Newer controllers write Ready beside ResourceSynced.
 */
const ACK = `local hs = { status = "Progressing", message = "waiting for the controller" }
local synced = false
local waiting = nil
if obj.status ~= nil and obj.status.conditions ~= nil then
  for _, condition in ipairs(obj.status.conditions) do
    if condition.type == "ACK.Terminal" and condition.status == "True" then
      hs.status = "Degraded"
      hs.message = condition.message or "the spec is refused"
      return hs
    end
    if condition.type == "ACK.Recoverable" and condition.status == "True" then
      waiting = condition.message or "the controller retries"
    end
    if condition.type == "ACK.ResourceSynced" or condition.type == "Ready" then
      if condition.status == "True" then
        synced = true
      else
        waiting = waiting or condition.message or "not yet as declared"
      end
    end
  end
end
if waiting ~= nil then
  hs.message = waiting
elseif synced then
  hs.status = "Healthy"
  hs.message = "as declared"
end
return hs
`;

/** The controller writes the generation when it has registered the targets; it has no conditions. */
const TARGET_GROUP_BINDING = `local hs = { status = "Progressing", message = "targets are being registered" }
if obj.status ~= nil and obj.status.observedGeneration == obj.metadata.generation then
  hs.status = "Healthy"
  hs.message = "targets are registered"
end
return hs
`;

/**
 * Objects of Azure Service Operator. An error needs a new spec: the operator has given up. A warning (no rights yet, the
 * owner is not there) is retried, so that it delays a sync but does not fail it. A condition may be about an older spec.
 */
const ASO = `local hs = { status = "Progressing", message = "waiting for the operator" }
if obj.status ~= nil and obj.status.conditions ~= nil then
  for _, condition in ipairs(obj.status.conditions) do
    if condition.type == "Ready" then
      if condition.observedGeneration ~= nil and condition.observedGeneration ~= obj.metadata.generation then
        hs.message = "the operator has not seen this spec yet"
      elseif condition.status == "True" then
        hs.status = "Healthy"
        hs.message = "as declared"
      else
        hs.message = condition.message or condition.reason or "not yet as declared"
        if condition.severity == "Error" then
          hs.status = "Degraded"
        end
      end
    end
  end
end
return hs
`;

/**
 * Health checks for the kinds that waves wait for and that Argo CD does not know, as entries of argocd-cm. It brings
 * its own for External Secrets. A key of a ConfigMap takes no `*`, so wildcards stand in one entry of YAML, a cloud's
 * controllers a key.
 */
export const HEALTH_CHECKS: Readonly<Record<string, string>> = {
  'resource.customizations': Yaml.stringify({
    '*.azure.com/*': { 'health.lua': ASO },
    '*.services.k8s.aws/*': { 'health.lua': ACK },
  }),
  'resource.customizations.health.argoproj.io_Application': APPLICATION,
  'resource.customizations.health.elbv2.k8s.aws_TargetGroupBinding': TARGET_GROUP_BINDING,
};
