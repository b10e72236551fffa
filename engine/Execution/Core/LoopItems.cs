using System.Collections.Immutable;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>What a loop goes through, and what it yields.</summary>
internal static class LoopItems
{
    /// <summary>The loop's items in the order in which they go: the first ones as `first` names them, then the others.</summary>
    public static (LoopExpanded? Expanded, string? Problem) Of(StepState step, ForEachStep loop)
    {
        var scope = step.Block.Scope;
        var items = Rendering.Value(loop.Items, scope);
        if (items.Problem is not null) return (null, $"`forEach`: {items.Problem}");
        if (items.Value is not ListValue list) return (null, "`forEach` does not yield a list");
        var keyed = new Dictionary<string, LoopItem>(StringComparer.Ordinal);
        foreach (var item in list.Items.Select(item => item.MarkedSecret(list.IsSecret)))
        {
            var (key, problem) = KeyOf(item, loop, scope);
            if (key is null) return (null, problem);
            if (!keyed.TryAdd(key, new LoopItem(key, item))) return (null, $"two items have the key `{key}`, which must be unique");
        }

        var (first, wrong) = First(loop, scope, keyed);
        if (wrong is not null) return (null, wrong);
        var before = first.ToHashSet(StringComparer.Ordinal);
        var others = keyed.Values.Where(item => !before.Contains(item.Key));
        return (new LoopExpanded(step.Address, [.. first.Select(key => keyed[key]), .. others], first.Count), null);
    }

    /// <summary>Each output as the list of what it came to in each item.</summary>
    public static (MapValue Outputs, string? Problem) Outputs(StepState step)
    {
        var outputs = ImmutableArray.CreateBuilder<KeyValuePair<string, Value>>();
        foreach (var output in step.Step.Outputs)
        {
            var values = ImmutableArray.CreateBuilder<Value>(step.Blocks.Count);
            foreach (var item in step.Blocks)
            {
                var value = Rendering.Value(output.Template, item.Scope);
                if (value.Problem is not null) return (new([]), $"output `{output.Name}` of item `{item.Key}`: {value.Problem}");
                values.Add(value.Value.MarkedSecret(output.IsSensitive || step.Step.IsSensitive));
            }

            outputs.Add(KeyValuePair.Create<string, Value>(output.Name, new ListValue(values.MoveToImmutable())));
        }

        return (new MapValue(outputs.DrainToImmutable()), null);
    }

    private static (string? Key, string? Problem) KeyOf(Value item, ForEachStep loop, IScope scope)
    {
        var key = loop.Key is { } template ? Rendering.Value(template, new ItemScope(scope, loop.As, item)) : item;
        if (key.Problem is not null) return (null, $"`key`: {key.Problem}");
        if (Vault.HoldsSecret(key.Value)) return (null, "a secret cannot be an item's key: keys are shown everywhere");
        return key.Value is TextValue { Text.Length: > 0 } or IntegerValue
            ? (ValueText.Of(key.Value), null)
            : (null, "an item's key must be text that is not empty");
    }

    private static (List<string> Keys, string? Problem) First(ForEachStep loop, IScope scope, Dictionary<string, LoopItem> items)
    {
        if (loop.First is null) return ([], null);
        var first = Rendering.Value(loop.First, scope);
        if (first.Problem is not null) return ([], $"`first`: {first.Problem}");
        if (first.Value is NullValue) return ([], null);
        if (first.Value is not ListValue list) return ([], "`first` does not yield a list");
        var keys = list.Items.Select(item => ValueText.Of(item) ?? "").Distinct().ToList();
        var unknown = keys.Where(key => !items.ContainsKey(key)).ToList();
        return unknown.Count == 0
            ? (keys, null)
            : ([], $"`first` names {string.Join(", ", unknown.Select(key => $"`{key}`"))}, not among the items");
    }

    private sealed class ItemScope(IScope outer, string name, Value item) : IScope
    {
        public Evaluated Resolve(Reference reference) =>
            reference is VariableReference variable && variable.Name == name ? item : outer.Resolve(reference);
    }
}
