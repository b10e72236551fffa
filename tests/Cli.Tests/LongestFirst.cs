using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(MeshRunbook.Cli.Tests.LongestFirst))]

namespace MeshRunbook.Cli.Tests;

/// <summary>Begins with the classes that take longest, so that none of them is left over when all others are done.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["RehearsalOfWholeMigration", "FaultMatrix", "Rehearsal", "CrashMatrix", "Hostile"];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection)).ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];

    private static int Place(ITestCollection collection)
    {
        var place = Array.FindIndex(Long, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal));
        return place < 0 ? Long.Length : place;
    }
}
