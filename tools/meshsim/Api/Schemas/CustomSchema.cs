using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Reads the schema in a CustomResourceDefinition.</summary>
internal static class CustomSchema
{
    /// <summary>The schema of a definition that has none: everything is kept.</summary>
    public static FieldSchema Anything(FieldSchema metadata) => WithObjectFields(new("object") { KeepsUnknown = true, Definition = new("") }, metadata);

    public static FieldSchema Read(JsonObject schema, FieldSchema metadata) => WithObjectFields(Read(schema), metadata);

    private static FieldSchema WithObjectFields(FieldSchema schema, FieldSchema metadata)
    {
        var definition = schema.Definition ?? new("");
        definition.Fields["apiVersion"] = new("string");
        definition.Fields["kind"] = new("string");
        definition.Fields["metadata"] = metadata;
        return schema with { Type = "object", Definition = definition };
    }

    private static FieldSchema Read(JsonObject schema)
    {
        var keeps = schema.Flag("x-kubernetes-preserve-unknown-fields");
        if (schema.Flag("x-kubernetes-int-or-string")) return new("string", FieldSchema.IntOrString);
        var read = new FieldSchema(schema.Text("type") ?? "", schema.Text("format") ?? "")
        {
            KeepsUnknown = keeps,
            IsAtomic = schema.Text("x-kubernetes-map-type") == "atomic",
            Keys = schema.Text("x-kubernetes-list-type") switch
            {
                "map" => [.. schema.Texts("x-kubernetes-list-map-keys")],
                "set" => [""],
                _ => default,
            },
            Items = schema["items"] is JsonObject items ? Read(items) : null,
            Values = schema["additionalProperties"] is JsonObject values ? Read(values) : keeps || schema.Flag("additionalProperties") ? FieldSchema.Open : null,
            Allowed = schema["enum"] is JsonArray ? [.. schema.Texts("enum")] : default,
        };
        if (read.Type != "object" || read.Values is not null && schema["properties"] is null) return read;
        return read with { Definition = ReadFields(schema) };
    }

    private static Definition ReadFields(JsonObject schema)
    {
        var definition = new Definition("");
        foreach (var (name, field) in schema["properties"] as JsonObject ?? [])
        {
            if (field is JsonObject map) definition.Fields[name] = Read(map);
        }

        definition.Required.AddRange(schema.Texts("required"));
        return definition;
    }
}
