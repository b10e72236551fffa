using System.Collections.Immutable;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>Which of the objects that a condition names are there; reads nothing but their metadata.</summary>
internal static class Lookup
{
    public static async Task<ImmutableArray<Found>> FindAsync(
        KubernetesCluster cluster, ImmutableArray<string> wanted, Arguments arguments, CancellationToken cancellation)
    {
        var @namespace = arguments.TextOrNull("namespace");
        var selector = arguments.TextOrNull("selector");
        return [.. await Task.WhenAll(wanted.Select(text => OneAsync(cluster, ObjectName.Parse(text), @namespace, selector, cancellation)))];
    }

    /// <summary>"in namespace x", or nothing.</summary>
    public static string Where(Arguments arguments) => arguments.TextOrNull("namespace") is { } name ? $" in namespace {name}" : "";

    /// <summary>"-n x", or nothing.</summary>
    public static string Flag(Arguments arguments) => arguments.TextOrNull("namespace") is { } name ? $" -n {name}" : "";

    private static async Task<Found> OneAsync(
        KubernetesCluster cluster, ObjectName wanted, string? @namespace, string? selector, CancellationToken cancellation)
    {
        ResourceKind kind;
        try
        {
            kind = await cluster.KindAsync(wanted.Kind, cancellation);
        }
        catch (UnknownKindException)
        {
            // Where a kind is not served, no object of it can be there.
            return new(wanted, selector, [], []);
        }

        if (wanted.Name is null)
        {
            if (selector is null)
                throw new CannotTellException($"`{wanted}` names no object", "write kind/name, or add `selector`");
            var all = await cluster.ListAsync(kind, @namespace, new(selector, null, true), Meta.Read, cancellation);
            return new(wanted, selector, [.. all.Select(meta => Name(kind, meta, @namespace))],
                [.. all.Where(meta => meta.IsTerminating).Select(meta => Name(kind, meta, @namespace))]);
        }

        var place = kind.IsNamespaced ? @namespace ?? "default" : null;
        using var document = await cluster.GetMetadataAsync(kind, place, wanted.Name, cancellation);
        if (document is null) return new(wanted, null, [], []);
        var name = wanted.ToString();
        return new(wanted, null, [name], Meta.Read(document.RootElement).IsTerminating ? [name] : []);
    }

    private static string Name(ResourceKind kind, Meta meta, string? @namespace) =>
        kind.IsNamespaced && @namespace is null ? $"{kind.Singular}/{meta.Name} in {meta.Namespace}" : $"{kind.Singular}/{meta.Name}";
}

/// <summary>What was found of one object, or of those that a selector picks.</summary>
internal sealed record Found(ObjectName Wanted, string? Selector, ImmutableArray<string> Names, ImmutableArray<string> Terminating)
{
    public bool IsSearch => Wanted.Name is null;

    public string Kind => Wanted.Kind;

    public string Asked => IsSearch ? $"{Wanted.Kind} with {Selector}" : Wanted.ToString();

    public string Describe(int minimum) => IsSearch && minimum > 1 ? $"{minimum} x {Asked} (found {Names.Length})" : Asked;
}
