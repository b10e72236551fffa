using System.Text.Json;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Objects;

/// <summary>The metadata of an object, as far as conditions look at it.</summary>
internal sealed record Meta
{
    public required string Name { get; init; }

    /// <summary>Empty for what is not in a namespace.</summary>
    public required string Namespace { get; init; }

    public required string Uid { get; init; }

    public required long Generation { get; init; }

    public required bool IsTerminating { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required IReadOnlyDictionary<string, string> Annotations { get; init; }

    /// <summary>The owner that controls the object, or null.</summary>
    public required Owner? Controller { get; init; }

    public static Meta Read(JsonElement @object)
    {
        var metadata = @object.At("metadata");
        return new()
        {
            Name = metadata.Text("name") ?? "",
            Namespace = metadata.Text("namespace") ?? "",
            Uid = metadata.Text("uid") ?? "",
            Generation = metadata.Integer("generation") ?? 0,
            IsTerminating = metadata.Text("deletionTimestamp") is not null,
            Labels = metadata.Map("labels"),
            Annotations = metadata.Map("annotations"),
            Controller = metadata.Items("ownerReferences").Where(owner => owner.Flag("controller")).Select(Owner.Read).FirstOrDefault(),
        };
    }

    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}

/// <param name="Kind">As the API writes it, such as <c>ReplicaSet</c>.</param>
internal sealed record Owner(string Kind, string Name, string Uid)
{
    public static Owner Read(JsonElement owner) => new(owner.Text("kind") ?? "", owner.Text("name") ?? "", owner.Text("uid") ?? "");
}
