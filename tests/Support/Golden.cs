using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Xunit;

namespace MeshRunbook.Tests.Support;

/// <summary>Compares text with a file kept in the repository, byte for byte; UPDATE_GOLDEN=1 rewrites the file.</summary>
public static class Golden
{
    public static void Matches(string file, string actual)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
            return;
        }

        var expected = File.Exists(file) ? File.ReadAllText(file) : "";
        if (expected == actual) return;
        var lines = new InlineDiffBuilder(new DiffPlex.Differ()).BuildDiffModel(expected, actual).Lines
            .Where(line => line.Type != ChangeType.Unchanged)
            .Select(line => (line.Type == ChangeType.Inserted ? "+ " : "- ") + line.Text);
        Assert.Fail($"{file} differs (UPDATE_GOLDEN=1 rewrites it):\n{string.Join('\n', lines)}");
    }
}
