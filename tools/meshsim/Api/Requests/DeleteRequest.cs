using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Deletes one object, or all that selectors match.</summary>
internal static class DeleteRequest
{
    private static readonly string[] Returned = ["pods", "services", "serviceaccounts", "resourcequotas"];

    public static async Task RunAsync(Exchange exchange, ResourceType type)
    {
        var options = await OptionsAsync(exchange, type);
        var key = type.Key(exchange.Request.Namespace, exchange.Request.Name);
        var before = exchange.Store.Get(type, key)?.ResourceVersion();
        var deletion = exchange.Store.Delete(type, key, options);
        exchange.Changed = !options.DryRun && (deletion.Gone || deletion.Object.ResourceVersion() != before);
        if (!deletion.Gone || Returned.Contains(type.Resource)) await ObjectAnswer.WriteAsync(exchange, type, deletion.Object);
        else await exchange.WriteAsync(Success(type, deletion.Object));
    }

    public static async Task RunForAllAsync(Exchange exchange, ResourceType type)
    {
        var options = await OptionsAsync(exchange, type);
        var labels = LabelSelector.Parse(exchange.Query("labelSelector"));
        var fields = FieldSelector.Parse(exchange.Query("fieldSelector"), type);
        var list = exchange.Store.List(type, exchange.Request.Namespace, labels, fields);
        foreach (var value in list.Items)
        {
            try
            {
                exchange.Store.Delete(type, value.Key(), options);
                exchange.Changed |= !options.DryRun;
            }
            catch (ApiException gone) when (gone.Code == 404)
            {
                // Somebody else was faster; the outcome is the one that was asked for.
            }
        }

        await exchange.WriteAsync(new JsonObject
        {
            ["kind"] = type.ListKind,
            ["apiVersion"] = type.ApiVersionOf(exchange.WantedVersion),
            ["metadata"] = new JsonObject { ["resourceVersion"] = exchange.Store.Version.ToString() },
            ["items"] = new JsonArray([.. list.Items.Select(value => Conversion.ToVersion(type, value, exchange.WantedVersion).DeepClone())]),
        });
    }

    /// <summary>Delete options from the body or, where the body has none, from the query.</summary>
    public static async Task<DeleteOptions> OptionsAsync(Exchange exchange, ResourceType type) =>
        Options(exchange, type, await RequestBody.ReadObjectAsync(exchange, mayBeEmpty: true));

    public static DeleteOptions Options(Exchange exchange, ResourceType type, JsonObject body)
    {
        var dryRun = body.Texts("dryRun").FirstOrDefault() ?? exchange.Query("dryRun");
        exchange.DryRun = dryRun == "All";
        return new()
        {
            Propagation = PropagationOf(exchange, type, body),
            GracePeriodSeconds = body.Number("gracePeriodSeconds")
                ?? (long.TryParse(exchange.Query("gracePeriodSeconds"), out var seconds) ? seconds : null),
            Uid = body.Text("preconditions", "uid"),
            ResourceVersion = body.Text("preconditions", "resourceVersion"),
            DryRun = exchange.DryRun,
        };
    }

    private static Propagation PropagationOf(Exchange exchange, ResourceType type, JsonObject body)
    {
        if (body.At("orphanDependents") is JsonValue orphan) return orphan.ToString() == "true" ? Propagation.Orphan : Propagation.Background;
        switch (body.Text("propagationPolicy") ?? exchange.Query("propagationPolicy"))
        {
            case "Background": return Propagation.Background;
            case "Foreground": return Propagation.Foreground;
            case "Orphan": return Propagation.Orphan;
            case null or "" when type.Equals(BuiltInTypes.Jobs):
                exchange.Warn("child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove "
                    + "them or set propagationPolicy=Orphan to suppress this warning");
                return Propagation.Orphan;
            case null or "": return Propagation.Background;
            case var other:
                throw new ApiException(422, "Invalid", " \"\" is invalid: propagationPolicy: Unsupported value: "
                    + $"\"{other}\": supported values: \"Foreground\", \"Background\", \"Orphan\"");
        }
    }

    private static JsonObject Success(ResourceType type, JsonObject gone)
    {
        var details = new JsonObject { ["name"] = gone.Name() };
        if (type.Group.Length > 0) details["group"] = type.Group;
        details["kind"] = type.Plural;
        details["uid"] = gone.Uid();
        return new()
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        };
    }
}
