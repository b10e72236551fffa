using MeshRunbook.Execution.Conditions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Mesh.Tests.Fakes;

/// <summary>A cluster, its istioctl, and the conditions that look at them.</summary>
internal sealed class Asker
{
    public FakeCluster Cluster { get; init; } = new();

    public FakeIstioctl Istioctl { get; } = new();

    public ImpatientTime Time { get; init; } = new();

    /// <summary>Asks a condition; the first key names its kind.</summary>
    public async Task<Answer> AskAsync(params (string Key, object? Value)[] arguments)
    {
        var conditions = MeshConditions.Create(Cluster, Istioctl, Time, new() { Parallelism = 8 });
        var map = new MapValue([.. arguments.Select(argument => KeyValuePair.Create(argument.Key, Convert(argument.Value)))]);
        var kind = arguments[0].Key;
        return await conditions.Single(condition => condition.Kind == kind).AskAsync(new(kind, map), CancellationToken.None);
    }

    public static Value Convert(object? value) => value switch
    {
        null => Value.Null,
        string text => Value.Of(text),
        bool truth => Value.Of(truth),
        int number => Value.Of(number),
        string[] texts => Value.Of(texts),
        (string, object?)[] map => new MapValue([.. map.Select(entry => KeyValuePair.Create(entry.Item1, Convert(entry.Item2)))]),
        _ => throw new ArgumentException($"no value for {value.GetType()}"),
    };
}
