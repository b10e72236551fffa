using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>One term of a field selector, such as <c>metadata.name=web</c>.</summary>
public sealed record FieldTerm(string Field, string Value, bool Equal)
{
    public bool Matches(JsonObject value)
    {
        var actual = Field == "source"
            ? value.Text("source", "component") ?? value.Text("reportingComponent") ?? ""
            : value.At(Field.Split('.'))?.ToString() ?? (Field is "spec.unschedulable" or "spec.hostNetwork" ? "false" : "");
        return actual == Value == Equal;
    }
}
