using System.Diagnostics;

namespace MeshSim.Running;

/// <summary>Ends a mesh whose parent is gone: nobody else would. In its folder the file `keep` lets it
/// stay: for good where it is empty, and otherwise for as long as the process lives whose id it holds.</summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Returns when the process is gone and nobody keeps the mesh.</summary>
    /// <exception cref="OperationCanceledException">The mesh ended before.</exception>
    public static async Task UntilOrphanedAsync(int parent, string folder, CancellationToken stop)
    {
        var started = StartOf(parent);
        while ((started is not null && StartOf(parent) == started) || IsKept(Path.Combine(folder, "keep"))) await Task.Delay(Pause, stop);
    }

    private static bool IsKept(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            return text.Length == 0 || (int.TryParse(text, out var id) && StartOf(id) is not null);
        }
        catch (IOException)
        {
            return false;
        }
    }

    // The start time tells a later process with the same id apart.
    private static DateTime? StartOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.StartTime;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
