using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Steps;

/// <summary>Warns of a step that changes something and leaves the engine no way to find out whether it did.</summary>
internal static class MissingProbe
{
    public static void Report(string what, string id, Fields fields, Location location, Place place)
    {
        if (fields.Has(CommonKeys.Probe) || fields.Has(CommonKeys.Repeatable)) return;
        place.Report(StructureCodes.NoProbe, $"step `{id}` changes something (`{what}`) and has no probe", location,
            "after a crash nobody knows whether this is done",
            "add `probe:` with a condition that holds when it is done, or `repeatable: true` if doing it twice is as good as once");
    }
}
