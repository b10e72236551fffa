using System.Collections.Concurrent;
using System.Collections.Immutable;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Trust;

/// <summary>Resolves what a runbook calls a root: <c>citadel</c>, <c>meshca</c>, <c>sha256:HEX</c>, PEM text or a PEM file.</summary>
/// <param name="held">The roots that proxies trust, for the names that only they can answer.</param>
internal sealed class RootNames(KubernetesCluster cluster, Func<Task<ImmutableArray<Root>>> held)
{
    public const string MeshCa = "meshca";
    private const string Citadel = "citadel";
    private readonly ConcurrentDictionary<Fingerprint, string> _names = new();

    public async Task<ImmutableArray<NamedRoot>> ResolveAsync(ImmutableArray<string> names, CancellationToken cancellation)
    {
        var roots = ImmutableArray.CreateBuilder<NamedRoot>();
        foreach (var name in names) roots.Add(await ResolveAsync(name, cancellation));
        return roots.ToImmutable();
    }

    /// <exception cref="CannotTellException">There is no such root, or more than one.</exception>
    public async Task<NamedRoot> ResolveAsync(string name, CancellationToken cancellation)
    {
        if (Fingerprint.Parse(name) is { } fingerprint)
        {
            var known = (await held()).FirstOrDefault(root => root.Fingerprint == fingerprint);
            return new(fingerprint.Short, fingerprint, known);
        }

        var (shown, found) = name switch
        {
            Citadel => (Citadel, await KnownRoots.CitadelAsync(cluster, cancellation)),
            MeshCa => (MeshCa, await KnownRoots.MeshCaAsync(cluster, held, cancellation)),
            _ => await FromPemAsync(name, cancellation),
        };
        if (name is Citadel or MeshCa) _names[found.Fingerprint] = name;
        return new(shown, found.Fingerprint, found);
    }

    /// <summary>How a root is called in messages: by a name that was resolved before, or by its fingerprint.</summary>
    public string Show(Root root) => _names.TryGetValue(root.Fingerprint, out var name) ? name : root.Fingerprint.Short;

    /// <summary>Learns the two well-known names for messages; where the cluster does not know them, it does not matter.</summary>
    public async Task LearnAsync(CancellationToken cancellation)
    {
        foreach (var name in new[] { Citadel, MeshCa })
        {
            try
            {
                await ResolveAsync(name, cancellation);
            }
            catch (CannotTellException)
            {
                // Fingerprints will do.
            }
        }
    }

    private static async Task<(string Shown, Root Root)> FromPemAsync(string text, CancellationToken cancellation)
    {
        var isPem = text.Contains("-----BEGIN", StringComparison.Ordinal);
        var place = isPem ? "the PEM text" : text;
        string pem;
        try
        {
            pem = isPem ? text : await File.ReadAllTextAsync(text, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotTellException(
                $"`{text}` is neither citadel, meshca, sha256:HEX nor a file that can be read", "give the path of a PEM file with one certificate");
        }

        return Root.ReadPem(pem) switch
        {
            [var one] => (isPem ? one.Fingerprint.Short : Path.GetFileName(text), one),
            { Length: > 1 } many => throw new CannotTellException($"{place} holds {many.Length} certificates, not one root", "give one of them by its fingerprint: sha256:HEX"),
            _ => throw new CannotTellException($"{place} holds no certificate", "give the path of a PEM file with one certificate"),
        };
    }
}

/// <param name="Name">How people call it.</param>
/// <param name="Root">Null where only the fingerprint is known, because nobody trusts such a root.</param>
internal sealed record NamedRoot(string Name, Fingerprint Fingerprint, Root? Root);
