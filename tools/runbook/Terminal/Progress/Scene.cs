using MeshRunbook.Execution.Core;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>All that a frame shows, and how much room there is for it.</summary>
/// <param name="Width">Cells; no line is wider.</param>
/// <param name="Height">Lines of the terminal; the frame leaves the last one free.</param>
internal sealed record Scene(
    RunState State, Tally Tally, LastLines Printed, string RunId, DateTimeOffset Now, int Width, int Height, Symbols Symbols);
