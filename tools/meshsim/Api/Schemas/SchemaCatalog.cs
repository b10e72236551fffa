using System.Runtime.CompilerServices;

namespace MeshSim.Api;

/// <summary>The schemas of all types: the built-in ones from a text that ships with the program, custom ones from their definitions.</summary>
internal sealed class SchemaCatalog
{
    private readonly Dictionary<(string ApiVersion, string Kind), FieldSchema> _kinds = [];
    private static readonly ConditionalWeakTable<System.Text.Json.Nodes.JsonObject, FieldSchema> Custom = [];

    private SchemaCatalog(IReadOnlyList<Definition> definitions)
    {
        Definitions = definitions;
        foreach (var definition in definitions)
        {
            if (definition.ApiVersion is { } version) _kinds[(version, definition.Kind)] = new("object") { Definition = definition };
        }

        Metadata = new("object") { Definition = definitions.First(definition => definition.Kind == "ObjectMeta") };
    }

    public static SchemaCatalog BuiltIn { get; } = new(SchemaReader.ReadAll());

    public IReadOnlyList<Definition> Definitions { get; }

    /// <summary>The schema of every object's <c>metadata</c>.</summary>
    public FieldSchema Metadata { get; }

    /// <summary>The schema of a type in one of its versions.</summary>
    public FieldSchema Of(ResourceType type, string? version = null)
    {
        version ??= type.Versions[0];
        if (type.Custom is null) return _kinds.GetValueOrDefault((type.ApiVersionOf(version), type.Kind)) ?? FieldSchema.Open;
        return type.Custom.Schemas.TryGetValue(version, out var schema)
            ? Custom.GetValue(schema, static json => CustomSchema.Read(json, BuiltIn.Metadata))
            : CustomSchema.Anything(Metadata);
    }
}
