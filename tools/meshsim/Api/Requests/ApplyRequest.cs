using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Server-side apply: creates the object when it is missing, merges into it when it is there.</summary>
internal static class ApplyRequest
{
    public static async Task RunAsync(Exchange exchange, ResourceType type, JsonObject configuration, WriteOptions options)
    {
        var manager = exchange.Query("fieldManager");
        if (string.IsNullOrEmpty(manager))
        {
            throw new ApiException(422, "Invalid", "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
        }

        if (configuration.At("metadata", "managedFields") is not null)
        {
            throw ApiException.BadRequest("metadata.managedFields must be nil");
        }

        var isForced = exchange.Query("force") is "true" or "1";
        if (configuration.Name().Length == 0) configuration.Put(exchange.Request.Name, "metadata", "name");
        var wanted = WriteRequest.Decode(exchange, type, configuration);
        var apply = new ServerSideApply(type, manager, options.Scope, isForced, exchange.Store.Clock.GetUtcNow());
        options = options with { FieldsRecorded = true };
        if (exchange.Store.Get(type, exchange.Request.Namespace, exchange.Request.Name) is not null || exchange.Request.Subresource.Length > 0)
        {
            await WriteRequest.UpdateAsync(exchange, type, live => apply.Merge(live, wanted), options);
            return;
        }

        if (wanted.Uid().Length > 0) throw ApiException.Conflict(type, wanted.Name(), "uid mismatch: the provided object specified uid, and no existing object was found");
        var stored = exchange.Store.Create(type, apply.Begin(wanted), options);
        exchange.Changed = !options.DryRun;
        await ObjectAnswer.WriteAsync(exchange, type, stored, 201);
    }
}
