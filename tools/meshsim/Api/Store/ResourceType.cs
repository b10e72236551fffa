using System.Collections.Immutable;

namespace MeshSim.Api;

/// <summary>A kind of object that the API serves; two are equal when group and plural are.</summary>
public sealed record ResourceType(string Group, string Kind, string Plural, bool Namespaced)
{
    /// <summary>The versions served, the preferred one first; objects are stored in it.</summary>
    public ImmutableArray<string> Versions { get; init; } = ["v1"];

    public string Singular { get; init; } = Kind.ToLowerInvariant();
    public ImmutableArray<string> ShortNames { get; init; } = [];
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>Served subresources, such as <c>status</c>, <c>scale</c> and <c>log</c>.</summary>
    public ImmutableArray<string> Subresources { get; init; } = [];

    /// <summary>The verbs that discovery names.</summary>
    public ImmutableArray<string> Verbs { get; init; } = AllVerbs;

    /// <summary>Whether <c>metadata.generation</c> counts changes of the specification.</summary>
    public bool CountsGenerations { get; init; }

    /// <summary>The definition behind a custom resource; null for what is built in.</summary>
    public CustomDefinition? Custom { get; init; }

    public static ImmutableArray<string> AllVerbs { get; } =
        ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public string ListKind => Kind + "List";

    /// <summary>The <c>apiVersion</c> that stored objects bear.</summary>
    public string ApiVersion => ApiVersionOf(Versions[0]);

    /// <summary>The name as in messages and audit entries: <c>deployments.apps</c>, <c>pods</c>.</summary>
    public string Resource => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>Whether the status is written through a subresource of its own.</summary>
    public bool HasStatus => Subresources.Contains("status");

    public string ApiVersionOf(string version) => Group.Length == 0 ? version : $"{Group}/{version}";

    public ObjectKey Key(string? @namespace, string name) => new(Namespaced ? @namespace ?? "" : "", name);

    public bool Equals(ResourceType? other) => other is not null && Group == other.Group && Plural == other.Plural;
    public override int GetHashCode() => HashCode.Combine(Group, Plural);
    public override string ToString() => Resource;
}
