using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MeshSim.Api;
using MeshSim.StandIns;

namespace MeshSim.Running;

/// <summary><c>meshsim mutations</c>: the mutating API calls that clients made, in order, for each cluster.</summary>
internal sealed class MutationsProgram(SimulatedMesh mesh)
{
    private static readonly MutationsJson Format = new(new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public async Task<int> RunAsync(Call call, CancellationToken stop)
    {
        var all = mesh.Servers.SelectMany((server, index) => server.Audit.Entries.Select(entry => new Mutation(mesh.Clusters[index].Scenario.Name, entry)))
            .OrderBy(mutation => mutation.Entry.Time).ToArray();
        await call.OutAsync(call.Arguments is ["json"] ? JsonSerializer.Serialize(all, Format.MutationArray) + "\n" : string.Concat(all.Select(Line)), stop);
        return 0;
    }

    private static string Line(Mutation mutation)
    {
        var entry = mutation.Entry;
        var name = entry.Namespace.Length > 0 ? $"{entry.Namespace}/{entry.Name}" : entry.Name;
        var resource = entry.Subresource.Length > 0 ? $"{entry.Resource}/{entry.Subresource}" : entry.Resource;
        return $"{entry.Time:HH:mm:ss.fff} {mutation.Cluster} {entry.Verb} {resource} {name} {entry.Code}{(entry.Changed ? "" : " unchanged")}{(entry.DryRun ? " dry-run" : "")}\n";
    }
}

/// <summary>A mutating call and the cluster that received it.</summary>
internal sealed record Mutation(string Cluster, AuditEntry Entry);

[JsonSerializable(typeof(Mutation[]))]
internal sealed partial class MutationsJson : JsonSerializerContext;
