using System.Collections.Immutable;

namespace MeshSim.Api;

/// <summary>The types that every simulated cluster serves without a CustomResourceDefinition.</summary>
public static class BuiltInTypes
{
    private const string Rbac = "rbac.authorization.k8s.io";
    private const string Admission = "admissionregistration.k8s.io";

    public static ResourceType Namespaces { get; } =
        new("", "Namespace", "namespaces", false) { ShortNames = ["ns"], Subresources = ["finalize", "status"] };

    public static ResourceType Pods { get; } = new("", "Pod", "pods", true)
    { ShortNames = ["po"], Categories = ["all"], Subresources = ["binding", "eviction", "log", "portforward", "status"] };

    public static ResourceType Services { get; } = new("", "Service", "services", true)
    { ShortNames = ["svc"], Categories = ["all"], Subresources = ["status"] };

    public static ResourceType Endpoints { get; } =
        new("", "Endpoints", "endpoints", true) { ShortNames = ["ep"], Singular = "endpoints" };

    public static ResourceType ConfigMaps { get; } = new("", "ConfigMap", "configmaps", true) { ShortNames = ["cm"] };
    public static ResourceType Secrets { get; } = new("", "Secret", "secrets", true);
    public static ResourceType ServiceAccounts { get; } = new("", "ServiceAccount", "serviceaccounts", true) { ShortNames = ["sa"] };
    public static ResourceType Events { get; } = new("", "Event", "events", true) { ShortNames = ["ev"] };
    public static ResourceType Nodes { get; } = new("", "Node", "nodes", false) { ShortNames = ["no"], Subresources = ["status"] };

    public static ResourceType ResourceQuotas { get; } =
        new("", "ResourceQuota", "resourcequotas", true) { ShortNames = ["quota"], Subresources = ["status"] };

    public static ResourceType LimitRanges { get; } = new("", "LimitRange", "limitranges", true) { ShortNames = ["limits"] };

    public static ResourceType Deployments { get; } = Workload("Deployment", "deployments", "deploy");
    public static ResourceType ReplicaSets { get; } = Workload("ReplicaSet", "replicasets", "rs");
    public static ResourceType StatefulSets { get; } = Workload("StatefulSet", "statefulsets", "sts");
    public static ResourceType DaemonSets { get; } = Workload("DaemonSet", "daemonsets", "ds") with { Subresources = ["status"] };
    public static ResourceType ControllerRevisions { get; } = new("apps", "ControllerRevision", "controllerrevisions", true);

    public static ResourceType Jobs { get; } = new("batch", "Job", "jobs", true)
    { Categories = ["all"], Subresources = ["status"], CountsGenerations = true };

    public static ResourceType CronJobs { get; } = new("batch", "CronJob", "cronjobs", true)
    { ShortNames = ["cj"], Categories = ["all"], Subresources = ["status"], CountsGenerations = true };

    public static ResourceType HorizontalPodAutoscalers { get; } =
        new("autoscaling", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true)
        { Versions = ["v2", "v1"], ShortNames = ["hpa"], Categories = ["all"], Subresources = ["status"] };

    public static ResourceType PodDisruptionBudgets { get; } = new("policy", "PodDisruptionBudget", "poddisruptionbudgets", true)
    { Versions = ["v1", "v1beta1"], ShortNames = ["pdb"], Subresources = ["status"], CountsGenerations = true };

    public static ResourceType EndpointSlices { get; } =
        new("discovery.k8s.io", "EndpointSlice", "endpointslices", true) { CountsGenerations = true };

    public static ResourceType NetworkPolicies { get; } = new("networking.k8s.io", "NetworkPolicy", "networkpolicies", true)
    { ShortNames = ["netpol"], CountsGenerations = true };

    public static ResourceType Roles { get; } = new(Rbac, "Role", "roles", true);
    public static ResourceType RoleBindings { get; } = new(Rbac, "RoleBinding", "rolebindings", true);
    public static ResourceType ClusterRoles { get; } = new(Rbac, "ClusterRole", "clusterroles", false);
    public static ResourceType ClusterRoleBindings { get; } = new(Rbac, "ClusterRoleBinding", "clusterrolebindings", false);

    public static ResourceType MutatingWebhooks { get; } =
        new(Admission, "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", false)
        { Categories = ["api-extensions"], CountsGenerations = true };

    public static ResourceType ValidatingWebhooks { get; } =
        new(Admission, "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", false)
        { Categories = ["api-extensions"], CountsGenerations = true };

    public static ResourceType CustomResourceDefinitions { get; } =
        new("apiextensions.k8s.io", "CustomResourceDefinition", "customresourcedefinitions", false)
        { ShortNames = ["crd", "crds"], Categories = ["api-extensions"], Subresources = ["status"], CountsGenerations = true };

    public static ResourceType Leases { get; } = new("coordination.k8s.io", "Lease", "leases", true);

    public static ImmutableArray<ResourceType> All { get; } =
    [
        ConfigMaps, Endpoints, Events, LimitRanges, Namespaces, Nodes, Pods, ResourceQuotas, Secrets, ServiceAccounts, Services,
        ControllerRevisions, DaemonSets, Deployments, ReplicaSets, StatefulSets,
        HorizontalPodAutoscalers, CronJobs, Jobs, PodDisruptionBudgets, NetworkPolicies,
        ClusterRoleBindings, ClusterRoles, RoleBindings, Roles,
        MutatingWebhooks, ValidatingWebhooks, CustomResourceDefinitions, Leases, EndpointSlices,
    ];

    private static ResourceType Workload(string kind, string plural, string shortName) => new("apps", kind, plural, true)
    { ShortNames = [shortName], Categories = ["all"], Subresources = ["scale", "status"], CountsGenerations = true };
}
