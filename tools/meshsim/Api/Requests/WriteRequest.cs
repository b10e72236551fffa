using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Creates and replaces objects.</summary>
internal static class WriteRequest
{
    public static async Task CreateAsync(Exchange exchange, ResourceType type)
    {
        if (exchange.Request.Name.Length > 0) throw new ApiException(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
        var options = Options(exchange);
        var draft = Decode(exchange, type, await RequestBody.ReadObjectAsync(exchange));
        exchange.CreatedName = draft.Name();
        var stored = exchange.Store.Create(type, draft, options);
        exchange.CreatedName = stored.Name();
        exchange.Changed = !options.DryRun;
        await ObjectAnswer.WriteAsync(exchange, type, stored, 201);
    }

    public static async Task ReplaceAsync(Exchange exchange, ResourceType type)
    {
        var options = Options(exchange);
        var draft = Decode(exchange, type, await RequestBody.ReadObjectAsync(exchange));
        var name = exchange.Request.Name;
        if (draft.Name() != name)
        {
            throw ApiException.BadRequest($"the name of the object ({draft.Name()}) does not match the name on the URL ({name})");
        }

        if (type.Custom is not null && draft.ResourceVersion() == 0 && exchange.Store.Get(type, exchange.Request.Namespace, name) is not null)
        {
            throw ApiException.Invalid(type, name, [FieldError.Invalid("metadata.resourceVersion", 0, "must be specified for an update")]);
        }

        await UpdateAsync(exchange, type, _ => draft, options);
    }

    /// <summary>Carries out an update, notes whether it changed anything, and answers with the object.</summary>
    public static Task UpdateAsync(Exchange exchange, ResourceType type, Func<JsonObject, JsonObject?> change, WriteOptions options)
    {
        var key = type.Key(exchange.Request.Namespace, exchange.Request.Name);
        long before = 0;
        var stored = exchange.Store.Update(type, key, old =>
        {
            before = old.ResourceVersion();
            return change(old);
        }, options);
        exchange.Changed = !options.DryRun && stored.ResourceVersion() != before;
        return ObjectAnswer.WriteAsync(exchange, type, stored);
    }

    public static WriteOptions Options(Exchange exchange)
    {
        exchange.DryRun = exchange.Query("dryRun") switch
        {
            null or "" => false,
            "All" => true,
            var other => throw ApiException.BadRequest($"dryRun: Unsupported value: \"{other}\": supported values: \"All\""),
        };
        return new(exchange.FieldManager)
        {
            DryRun = exchange.DryRun,
            Scope = exchange.Request.Subresource == "status" ? WriteScope.Status : WriteScope.Main,
        };
    }

    /// <summary>Checks that an object is what the path says and brings it into the stored version.</summary>
    public static JsonObject Decode(Exchange exchange, ResourceType type, JsonObject value)
    {
        var request = exchange.Request;
        var version = value.ApiVersion() is { Length: > 0 } given ? given[(given.IndexOf('/', StringComparison.Ordinal) + 1)..] : request.Version;
        if ((value.Kind() is { Length: > 0 } kind && kind != type.Kind)
            || (value.ApiVersion() is { Length: > 0 } apiVersion && apiVersion != type.ApiVersionOf(version)) || !type.Versions.Contains(version))
        {
            throw ApiException.BadRequest($"{value.Kind()} in version \"{version}\" cannot be handled as a {type.Kind}: "
                + $"no kind \"{value.Kind()}\" is registered for version \"{value.ApiVersion()}\"");
        }

        if (value["metadata"] is not (null or JsonObject)) throw ApiException.BadRequest("metadata: must be an object");
        FieldValidation.Check(exchange, type, version, value);
        if (type.Namespaced && value.Namespace() is { Length: > 0 } home && home != request.Namespace)
        {
            throw ApiException.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }

        if (type.Namespaced) value.Put(request.Namespace, "metadata", "namespace");
        return Conversion.ToStored(type, value, version);
    }
}
