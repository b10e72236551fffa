namespace MeshSim.Api;

/// <summary>The fields of one kind of object.</summary>
/// <param name="Name">Its name in OpenAPI documents, such as <c>io.k8s.api.apps.v1.Deployment</c>; empty inside custom resources.</param>
internal sealed class Definition(string name)
{
    public string Name => name;

    /// <summary>The group and version of the kind that this defines, such as <c>apps/v1</c>; null for parts of kinds.</summary>
    public string? ApiVersion { get; init; }

    public string Kind => name[(name.LastIndexOf('.') + 1)..];

    public SortedDictionary<string, FieldSchema> Fields { get; } = new(StringComparer.Ordinal);

    public List<string> Required { get; } = [];
}
