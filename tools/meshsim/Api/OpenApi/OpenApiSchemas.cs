using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Writes schemas as OpenAPI objects, with the extensions that kubectl reads for validation and patches.</summary>
/// <param name="prefix">What references begin with: <c>#/definitions/</c> or <c>#/components/schemas/</c>.</param>
internal sealed class OpenApiSchemas(string prefix)
{
    public const string Version2Prefix = "#/definitions/";
    public const string Version3Prefix = "#/components/schemas/";
    private const string IntOrStringName = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";
    private const string QuantityName = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    private const string TimeName = "io.k8s.apimachinery.pkg.apis.meta.v1.Time";
    public const string KindExtension = "x-kubernetes-group-version-kind";

    /// <summary>The built-in definitions of some packages and of all that they refer to.</summary>
    public JsonObject BuiltIn(Func<Definition, bool> isWanted)
    {
        var all = SchemaCatalog.BuiltIn.Definitions;
        var reached = new HashSet<Definition>();
        var queue = new Queue<Definition>(all.Where(isWanted));
        while (queue.TryDequeue(out var definition))
        {
            if (!reached.Add(definition)) continue;
            foreach (var field in definition.Fields.Values) Follow(field, queue);
        }

        var schemas = new JsonObject();
        foreach (var definition in all.Where(reached.Contains)) schemas[definition.Name] = Of(definition, Kinds(definition));
        schemas[IntOrStringName] = new JsonObject { ["type"] = "string", ["format"] = "int-or-string" };
        schemas[QuantityName] = new JsonObject { ["type"] = "string" };
        schemas[TimeName] = new JsonObject { ["type"] = "string", ["format"] = "date-time" };
        return schemas;
    }

    /// <summary>The definition of a custom resource in one version, with its name.</summary>
    public (string Name, JsonObject Schema) Custom(ResourceType type, string version)
    {
        var schema = SchemaCatalog.BuiltIn.Of(type, version);
        var json = Of(schema.Definition!, new JsonArray(Kind(type.Group, version, type.Kind)));
        if (schema.KeepsUnknown) json = Keeping(schema, json);
        return ($"{string.Join('.', type.Group.Split('.').Reverse())}.{version}.{type.Kind}", json);
    }

    public static JsonObject Kind(string group, string version, string kind) => new() { ["group"] = group, ["version"] = version, ["kind"] = kind };

    private static void Follow(FieldSchema field, Queue<Definition> queue)
    {
        if (field.Definition is { } definition) queue.Enqueue(definition);
        if (field.Items is { } items) Follow(items, queue);
        if (field.Values is { } values) Follow(values, queue);
    }

    private static JsonArray Kinds(Definition definition)
    {
        if (definition.ApiVersion is not { } apiVersion) return [];
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return new JsonArray(Kind(slash < 0 ? "" : apiVersion[..slash], apiVersion[(slash + 1)..], definition.Kind));
    }

    private JsonObject Of(Definition definition, JsonArray kinds)
    {
        var properties = new JsonObject();
        foreach (var (name, field) in definition.Fields) properties[name] = Of(field);
        var json = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (definition.Required.Count > 0) json["required"] = DiscoveryDocument.Strings(definition.Required);
        if (kinds.Count > 0) json[KindExtension] = kinds;
        return json;
    }

    private JsonObject Of(FieldSchema field)
    {
        var json = Shape(field);
        if (field.IsAtomic && field.Type == "object") json["x-kubernetes-map-type"] = "atomic";
        if (field.Type != "array") return json;
        json["x-kubernetes-list-type"] = field.Keys.IsDefault ? "atomic" : field.Keys is [""] ? "set" : "map";
        if (!field.Keys.IsDefault && field.Keys is [{ Length: > 0 }, ..]) json["x-kubernetes-list-map-keys"] = DiscoveryDocument.Strings(field.Keys);
        if (field.PatchKey is not { } key) return json;
        if (key.Length > 0) json["x-kubernetes-patch-merge-key"] = key;
        json["x-kubernetes-patch-strategy"] = "merge";
        return json;
    }

    private JsonObject Shape(FieldSchema field)
    {
        if (field.Format == FieldSchema.IntOrString) return Reference(IntOrStringName);
        if (field.Format == "quantity") return Reference(QuantityName);
        if (field.Format == "date-time" && field.Type == "string") return Reference(TimeName);
        if (field.Definition is { Name.Length: > 0 } named) return Reference(named.Name);
        if (field.Definition is { } inner) return Keeping(field, Of(inner, []));
        if (field.IsOpen) return new() { ["x-kubernetes-preserve-unknown-fields"] = true };
        var json = new JsonObject { ["type"] = field.Type };
        if (field.Format.Length > 0) json["format"] = field.Format;
        if (field.Items is { } items) json["items"] = Of(items);
        if (field.Values is { } values) json["additionalProperties"] = Of(values);
        return Keeping(field, json);
    }

    /// <summary>Version 2 cannot say "these fields and any other", so it says nothing of the fields then.</summary>
    private JsonObject Keeping(FieldSchema field, JsonObject json)
    {
        if (!field.KeepsUnknown) return json;
        if (prefix == Version2Prefix) foreach (var name in (ReadOnlySpan<string>)["type", "properties", "required", "items"]) json.Remove(name);
        json["x-kubernetes-preserve-unknown-fields"] = true;
        return json;
    }

    private JsonObject Reference(string name) => new() { ["$ref"] = prefix + name };
}
