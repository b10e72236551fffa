using System.Collections.Immutable;

namespace MeshRunbook.Language.Comparison;

/// <summary>Finds the steps that stand elsewhere: in another block, or in another order among those beside them.</summary>
internal static class StepMoves
{
    /// <summary>The new ids of the fewest steps whose move explains the new order.</summary>
    public static HashSet<string> In(ImmutableArray<PlacedStep> old, ImmutableArray<PlacedStep> @new, ImmutableDictionary<string, string> matches)
    {
        var before = old.Where(step => matches.ContainsKey(step.Id)).ToDictionary(step => matches[step.Id], StringComparer.Ordinal);
        var moved = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in @new.Where(step => before.ContainsKey(step.Id)).GroupBy(step => (step.Parent, step.Branch)))
        {
            var (stayed, left) = (new List<PlacedStep>(), new List<PlacedStep>());
            foreach (var step in block) (IsSameBlock(before[step.Id], step, matches) ? stayed : left).Add(step);
            moved.UnionWith(left.Select(step => step.Id));
            var inOrder = InOrder([.. stayed.Select(step => before[step.Id].Index)]);
            for (var i = 0; i < stayed.Count; i++)
                if (!inOrder.Contains(i)) moved.Add(stayed[i].Id);
        }

        return moved;
    }

    public static bool IsSameBlock(PlacedStep old, PlacedStep @new, ImmutableDictionary<string, string> matches) =>
        old.Branch == @new.Branch && (old.Parent is null ? null : matches.GetValueOrDefault(old.Parent, "")) == @new.Parent;

    /// <summary>The positions of a longest stretch of numbers that grow.</summary>
    private static HashSet<int> InOrder(List<int> numbers)
    {
        var ends = new List<int>();
        var before = new int[numbers.Count];
        for (var i = 0; i < numbers.Count; i++)
        {
            var length = ends.FindIndex(end => numbers[end] >= numbers[i]);
            if (length < 0) length = ends.Count;
            before[i] = length == 0 ? -1 : ends[length - 1];
            if (length == ends.Count) ends.Add(i);
            else ends[length] = i;
        }

        var found = new HashSet<int>();
        for (var at = ends.Count == 0 ? -1 : ends[^1]; at >= 0; at = before[at]) found.Add(at);
        return found;
    }
}
