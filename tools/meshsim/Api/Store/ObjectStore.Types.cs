using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

public sealed partial class ObjectStore
{
    /// <summary>Creates what every cluster has from its first moment.</summary>
    private void Bootstrap()
    {
        foreach (var name in (ReadOnlySpan<string>)["default", "kube-system", "kube-public", "kube-node-lease"])
        {
            Create(BuiltInTypes.Namespaces, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }, new("kube-apiserver"));
        }
    }

    private void ChangeTypes(ChangeKind change, JsonObject definition)
    {
        var type = CustomTypes.Read(definition);
        var state = _state;
        _state = state with
        {
            Types = change == ChangeKind.Deleted || type.Versions.IsEmpty ? state.Types.Without(type) : state.Types.With(type),
        };
        if (change != ChangeKind.Deleted) return;
        foreach (var orphan in state.Objects(type).Values.ToImmutableArray()) Remove(type, orphan);
    }
}
