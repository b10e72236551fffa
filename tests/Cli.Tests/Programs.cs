namespace MeshRunbook.Cli.Tests;

/// <summary>The built programs.</summary>
internal static class Programs
{
    public static string Runbook { get; } = BuiltProgram.Find("runbook", "runbook", "RUNBOOK_PROGRAM");

    public static string Meshsim { get; } = BuiltProgram.Find("meshsim", "meshsim", "MESHSIM_PROGRAM", "RUNBOOK_MESHSIM");

    public static string FaultMatrix { get; } = BuiltProgram.Find("faultmatrix", "fault-matrix");
}
