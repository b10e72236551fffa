using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Puts OpenAPI documents together: version 2 for all types at once, version 3 for one group and version.</summary>
internal static class OpenApiDocuments
{
    private static readonly string[] PatchParameters = ["dryRun", "fieldManager", "fieldValidation", "force"];

    public static JsonObject Version2(ResourceTypes types, string serverVersion)
    {
        var schemas = new OpenApiSchemas(OpenApiSchemas.Version2Prefix);
        var definitions = schemas.BuiltIn(_ => true);
        var paths = new JsonObject();
        foreach (var type in types.All)
        {
            foreach (var version in type.Versions)
            {
                if (type.Custom is not null) Add(definitions, schemas.Custom(type, version));
                paths[Path(type, version)] = new JsonObject { ["patch"] = Patch2(type, version) };
            }
        }

        return new()
        {
            ["swagger"] = "2.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = serverVersion },
            ["paths"] = paths,
            ["definitions"] = definitions,
        };
    }

    public static JsonObject Version3(ResourceTypes types, string serverVersion, string group, string version)
    {
        var schemas = new OpenApiSchemas(OpenApiSchemas.Version3Prefix);
        var apiVersion = group.Length == 0 ? version : $"{group}/{version}";
        var definitions = schemas.BuiltIn(definition => definition.ApiVersion == apiVersion || definition.Kind == "ObjectMeta");
        var paths = new JsonObject();
        foreach (var type in types.All.Where(type => type.Group == group && type.Versions.Contains(version)))
        {
            if (type.Custom is not null) Add(definitions, schemas.Custom(type, version));
            paths[Path(type, version)] = new JsonObject { ["patch"] = Patch3(type, version) };
        }

        return new()
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = serverVersion },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = definitions },
        };
    }

    /// <summary>Every group and version that has a document, as the index names them: <c>api/v1</c>, <c>apis/apps/v1</c>.</summary>
    public static IEnumerable<string> Index(ResourceTypes types) => types.All
        .SelectMany(type => type.Versions.Select(version => type.Group.Length == 0 ? $"api/{version}" : $"apis/{type.Group}/{version}"))
        .Distinct();

    private static void Add(JsonObject definitions, (string Name, JsonObject Schema) custom) => definitions[custom.Name] = custom.Schema;

    private static string Path(ResourceType type, string version) =>
        $"{(type.Group.Length == 0 ? "/api" : $"/apis/{type.Group}")}/{version}/{(type.Namespaced ? "namespaces/{namespace}/" : "")}{type.Plural}/{{name}}";

    private static JsonObject Patch2(ResourceType type, string version) => new()
    {
        ["parameters"] = new JsonArray([.. PatchParameters.Select(name => Parameter2(name))]),
        ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
        ["consumes"] = DiscoveryDocument.Strings(PatchTypes(type)),
        [OpenApiSchemas.KindExtension] = OpenApiSchemas.Kind(type.Group, version, type.Kind),
    };

    private static JsonObject Parameter2(string name) =>
        new() { ["name"] = name, ["in"] = "query", ["type"] = name == "force" ? "boolean" : "string", ["uniqueItems"] = true };

    private static JsonObject Patch3(ResourceType type, string version) => new()
    {
        ["parameters"] = new JsonArray([.. PatchParameters.Select(name => new JsonObject
        {
            ["name"] = name,
            ["in"] = "query",
            ["schema"] = new JsonObject { ["type"] = name == "force" ? "boolean" : "string", ["uniqueItems"] = true },
        })]),
        ["requestBody"] = new JsonObject
        {
            ["content"] = new JsonObject(PatchTypes(type).Select(media =>
                KeyValuePair.Create(media, (JsonNode?)new JsonObject { ["schema"] = new JsonObject { ["type"] = "object" } }))),
        },
        ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
        [OpenApiSchemas.KindExtension] = OpenApiSchemas.Kind(type.Group, version, type.Kind),
    };

    private static IEnumerable<string> PatchTypes(ResourceType type)
    {
        yield return "application/json-patch+json";
        yield return "application/merge-patch+json";
        if (type.Custom is null) yield return "application/strategic-merge-patch+json";
        yield return "application/apply-patch+yaml";
    }
}
