namespace MeshRunbook.Mesh.Cluster;

/// <summary>The kinds that need no discovery, under every name that kubectl takes for them.</summary>
internal static class KnownKinds
{
    private static readonly Dictionary<string, ResourceKind> ByName = Index();

    /// <summary>The kind, or null where only the cluster can know it.</summary>
    public static ResourceKind? Find(string name) => ByName.GetValueOrDefault(name.ToLowerInvariant());

    private static Dictionary<string, ResourceKind> Index()
    {
        (ResourceKind Kind, string[] Short)[] kinds =
        [
            (ResourceKind.Pod, ["po"]), (ResourceKind.Namespace, ["ns"]), (ResourceKind.Service, ["svc"]),
            (ResourceKind.Endpoints, ["ep"]), (ResourceKind.Secret, []), (ResourceKind.ConfigMap, ["cm"]),
            (ResourceKind.Event, ["ev"]), (ResourceKind.Deployment, ["deploy"]), (ResourceKind.StatefulSet, ["sts"]),
            (ResourceKind.DaemonSet, ["ds"]), (ResourceKind.ReplicaSet, ["rs"]), (ResourceKind.MutatingWebhook, []),
            (ResourceKind.ValidatingWebhook, []), (ResourceKind.EndpointSlice, []),
            (new("", "v1", "serviceaccounts", "serviceaccount", true), ["sa"]),
            (new("", "v1", "nodes", "node", false), ["no"]),
            (new("", "v1", "persistentvolumeclaims", "persistentvolumeclaim", true), ["pvc"]),
            (new("", "v1", "resourcequotas", "resourcequota", true), ["quota"]),
            (new("batch", "v1", "jobs", "job", true), []),
            (new("rbac.authorization.k8s.io", "v1", "clusterroles", "clusterrole", false), []),
            (new("rbac.authorization.k8s.io", "v1", "clusterrolebindings", "clusterrolebinding", false), []),
            (new("rbac.authorization.k8s.io", "v1", "roles", "role", true), []),
            (new("rbac.authorization.k8s.io", "v1", "rolebindings", "rolebinding", true), []),
            (new("apiextensions.k8s.io", "v1", "customresourcedefinitions", "customresourcedefinition", false), ["crd", "crds"]),
        ];
        var index = new Dictionary<string, ResourceKind>(StringComparer.Ordinal);
        foreach (var (kind, shortNames) in kinds)
        {
            string[] names = [kind.Plural, kind.Singular, .. shortNames];
            foreach (var name in names)
            {
                index[name] = kind;
                if (kind.Group.Length == 0) continue;
                index[$"{name}.{kind.Group}"] = kind;
                index[$"{name}.{kind.Version}.{kind.Group}"] = kind;
            }
        }

        return index;
    }
}
