using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;
using MeshRunbook.Storage;

namespace MeshRunbook.Execution.Tests.Store;

/// <summary>Journals of several blocks, which are read beside one another.</summary>
public sealed class LongJournalTests : IDisposable
{
    private const int Block = 448 * 1024;
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(-2)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_line_is_read_once_wherever_blocks_end(int off)
    {
        var random = new Random(off);
        var empty = JournalFormat.Write(new(1, _time.GetUtcNow(), "ann@host", JournalFormat.Beginning, Said(0))).Length + 1;
        // The first line ends about where the first block does; others are longer than a block, and than a buffer.
        int[] lengths = [Block + off - empty, .. Some(random, 400), 3 * Block, .. Some(random, 40), Block, 0, 4 * Block, .. Some(random, 900)];

        var run = await WriteAsync(lengths);

        Assert.Equal(lengths, (await run.ReadAsync(default)).Select(entry => ((RunStopped)entry.Event).Message!.Length));
    }

    [Fact]
    public async Task What_a_crash_has_left_of_a_line_longer_than_blocks_is_ignored()
    {
        var run = await WriteAsync([.. Some(new Random(1), 500)]);
        await File.AppendAllTextAsync(_folder["state/runs/r/journal.jsonl"], "{\"sequence\":501," + new string(' ', 3 * Block));

        Assert.Equal(500, (await run.ReadAsync(default)).Count);
    }

    [Fact]
    public async Task A_changed_byte_far_inside_is_named_by_its_line()
    {
        var run = await WriteAsync([.. Some(new Random(2), 2000)]);
        var path = _folder["state/runs/r/journal.jsonl"];
        var lines = await File.ReadAllLinesAsync(path);
        lines[1400] = lines[1400].Replace("Failed", "Rejected", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(path, lines);

        var problem = await Assert.ThrowsAsync<JournalException>(() => run.ReadAsync(default));

        Assert.Contains("journal line 1402 does not follow from the line before it", problem.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<int> Some(Random random, int count) => Enumerable.Range(0, count).Select(_ => random.Next(3000));

    private static RunStopped Said(int length) => new(StopReason.Failed, new string('x', length));

    /// <summary>A run whose journal has a line for each length of what it says, to be read from its beginning.</summary>
    private async Task<IRun> WriteAsync(IReadOnlyList<int> lengths)
    {
        var store = new FileRunStore(_folder["state"], _time);
        var record = new RunRecord("r", "a", "1.0.0", "d", _time.GetUtcNow(), "ann@host", null) { DigestKey = "" };
        var run = await store.CreateAsync(record, [], default);
        var held = (LockTaken)await run.TryHoldAsync(new("ann@host", "host", 1, "r", _time.GetUtcNow()), default);
        await using (held.Lease)
            foreach (var length in lengths) await run.AppendAsync(Said(length), "ann@host", durable: false, default);
        return (await store.OpenAsync("r", default))!;
    }
}
