using System.Text.Json.Nodes;
using MeshRunbook.Language.Conditions;
using MeshRunbook.Language.Steps;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;

namespace MeshRunbook.Language.Schema;

/// <summary>The parts of the schema that are named, each made once; shapes describe themselves with its help.</summary>
internal sealed class SchemaDefinitions
{
    private const string Whole = @"^\s*\{\{[\s\S]*\}\}\s*$";

    private readonly SortedDictionary<string, JsonObject> _made = new(StringComparer.Ordinal);

    public JsonObject ToJson() => new(_made.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)));

    /// <summary>A reference to a part, which is made when it is first asked for.</summary>
    public JsonObject Named(string name, Func<JsonObject> make)
    {
        // The name is taken before the part is made: a list of steps holds steps that hold lists of steps.
        if (_made.TryAdd(name, [])) _made[name] = make();
        return new() { ["$ref"] = $"#/definitions/{name}" };
    }

    public static JsonObject AnyOf(params JsonObject[] choices) =>
        new() { ["anyOf"] = new JsonArray([.. choices.SelectMany(Flat)]) };

    /// <summary>A mapping with the keys of a form and no others.</summary>
    public JsonObject Form(Form form)
    {
        var properties = new JsonObject();
        foreach (var key in form.Keys) properties[key.Name] = Property(key);
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        var required = form.Keys.Where(key => key.IsRequired).Select(key => (JsonNode)key.Name).ToArray();
        if (required.Length > 0) schema["required"] = new JsonArray(required);
        return schema;
    }

    /// <summary>What a template may be that yields a value of a type: the value itself, or text with `{{ }}`.</summary>
    public static JsonObject Template(DataType type) => type switch
    {
        // Plain numbers and booleans are text where text is asked for; a schema's reader cannot know that.
        StringType or AnyType => new() { ["type"] = new JsonArray("string", "number", "boolean") },
        IntegerType => AnyOf(new JsonObject { ["type"] = "integer" }, Expression()),
        BooleanType => AnyOf(new JsonObject { ["type"] = "boolean" }, Expression()),
        DurationType => AnyOf(new JsonObject { ["type"] = "string", ["pattern"] = DurationShape.Pattern }, Expression()),
        EnumType choices => AnyOf(
            new JsonObject { ["enum"] = new JsonArray([.. choices.Values.Select(word => (JsonNode)word)]) }, Expression()),
        ListType list => AnyOf(new JsonObject { ["type"] = "array", ["items"] = Template(list.Items) }, Expression()),
        _ => [],
    };

    public JsonObject Steps() => Named("steps", () => new()
    {
        ["type"] = "array",
        ["minItems"] = 1,
        ["items"] = Named("step", () => OneOf("A step: what it does is said by one of the keys "
            + string.Join(", ", StepKinds.All.Select(kind => $"`{kind.Name}`")) + ".",
            StepKinds.All.Select(kind => (kind.Name + "Step", kind.Name, kind.Description, kind.Form)))),
    });

    public JsonObject Condition() => Named("condition", () => OneOf("A condition: it holds, does not hold, or cannot be told.",
        ConditionKinds.All.Select(kind => (kind.Name + "Condition", kind.Name, kind.Description, kind.Form))));

    private JsonObject OneOf(string description, IEnumerable<(string Definition, string Title, string Description, Form Form)> kinds)
    {
        var choices = kinds.Select(kind => (JsonNode)Named(kind.Definition, () =>
        {
            var schema = new JsonObject { ["title"] = kind.Title, ["description"] = kind.Description };
            foreach (var (key, value) in Form(kind.Form).ToList()) schema[key] = value?.DeepClone();
            schema["defaultSnippets"] = new JsonArray(Snippets.Of(kind.Title, kind.Description, kind.Form));
            return schema;
        })).ToArray();
        return new() { ["description"] = description, ["type"] = "object", ["oneOf"] = new JsonArray(choices) };
    }

    private JsonObject Property(Key key)
    {
        var schema = key.Shape.Schema(this);
        var property = new JsonObject { ["description"] = key.Description };
        foreach (var (name, value) in schema.ToList()) property[name] = value?.DeepClone();
        if (key.ShownDefault is { } shown) property["default"] = shown;
        if (key.Example is { } example && Snippets.Parse(example) is { } value2) property["examples"] = new JsonArray(value2);
        return property;
    }

    private static IEnumerable<JsonNode> Flat(JsonObject choice) =>
        choice.Count == 1 && choice["anyOf"] is JsonArray inner ? inner.Select(one => one!.DeepClone()) : [choice];

    private static JsonObject Expression() => new() { ["type"] = "string", ["pattern"] = Whole };
}
